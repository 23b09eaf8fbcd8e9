import { build } from 'esbuild';

/**
 * Bundles and minifies a style sheet for a script that includes it as text.
 * @param path the style sheet; its imports are inlined.
 */
export async function styleText(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    target: 'es2022',
    logLevel: 'warning',
    write: false,
  });
  return squeeze(outputFiles[0]?.text ?? '');
}

/** Removes what esbuild leaves: unnecessary quotes and spaces. */
const squeeze = (sheet: string): string =>
  sheet
    .trim()
    .replaceAll(/\[([\w-]+)="([a-z][\w-]*)"\]/g, '[$1=$2]')
    .replaceAll(/(--[\w-]+): /g, '$1:')
    .replaceAll(', ', ',')
    .replaceAll(/\( | (?=\))/g, (space) => space.trim());
