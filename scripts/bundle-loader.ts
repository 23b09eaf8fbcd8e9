import { writeFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { minify } from 'terser';
import { styleText } from './style-text.ts';

/**
 * Bundles `widget.js`, which loads the widget's core by its hashed name. After a deploy, an older
 * copy asks for a core that no longer exists. It then loads `core.js`, which imports the current
 * one.
 * @param core the URL path of the core.
 * @returns the paths of the bundled modules.
 */
export async function bundleLoader(core: string): Promise<readonly string[]> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/widget/loader.ts'],
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'iife',
    legalComments: 'none',
    logLevel: 'warning',
    define: { CORE: JSON.stringify(core) },
    // Omits "use strict", which the code does not need: every visitor loads these bytes.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false, target: 'es2022' } },
    write: false,
    metafile: true,
    plugins: [styles],
  });
  const { code = '' } = await minify(outputFiles[0]?.text ?? '', {
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true, unsafe: true },
    // The browser decodes it with the host page's encoding, which may not be UTF-8.
    format: { ascii_only: true },
  });
  writeFileSync('public/widget.js', unwrapped(code));
  writeFileSync('public/core.js', `export * from '${core}';\n`);
  return Object.keys(metafile.inputs);
}

/**
 * Replaces the function wrapper by a block with `let`, which hides its variables as well and is
 * shorter.
 * @throws {Error} if a declaration would become visible to the page.
 */
function unwrapped(code: string): string {
  const [, body] = /^\(\(\)=>\{var (.*)\}\)\(\);$/s.exec(code) ?? [];
  if (body === undefined || /\bvar |\bfunction /.test(body))
    throw new Error('widget.js would declare what the page can see.');
  return `{let ${body}}`;
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
