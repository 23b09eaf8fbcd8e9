import { writeFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { styleText } from './style-text.ts';

/**
 * Bundles `widget.js`. It knows the chat's core by its name. One that was loaded before a deploy asks
 * for a name that is gone, and then for `core.js`, which knows the newest.
 * @param core where the core is served.
 */
export async function bundleLoader(core: string): Promise<void> {
  await build({
    entryPoints: ['src/widget/loader.ts'],
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'iife',
    // It is read in the including page's own encoding.
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
    define: { CORE: JSON.stringify(core) },
    outfile: 'public/widget.js',
    plugins: [styles],
  });
  writeFileSync('public/core.js', `export * from '${core}';\n`);
}

const styles: Plugin = {
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await styleText(path),
      loader: 'text',
    }));
  },
};
