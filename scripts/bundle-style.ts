import { build } from 'esbuild';

/**
 * Bundles a style sheet with its imports into a folder.
 * @param name the file's name; by default it contains a hash of the content.
 * @returns its path.
 */
export async function bundleStyle(
  source: string,
  folder: string,
  name = '[name]-[hash]',
): Promise<string> {
  const { metafile } = await build({
    entryPoints: [source],
    entryNames: name,
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    outdir: folder,
  });
  return Object.keys(metafile.outputs)[0] ?? '';
}
