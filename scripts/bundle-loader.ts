import { writeFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { minify } from 'terser';
import { styleText } from './style-text.ts';

/**
 * Bundles `widget.js`. It knows the chat's core by its name. One that was loaded before a deploy asks
 * for a name that is gone, and then for `core.js`, which knows the newest.
 * @param core where the core is served.
 * @returns the paths of the modules that it contains.
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
    // Nothing in it needs to be told to be strict, and each byte is loaded by every visitor.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false, target: 'es2022' } },
    write: false,
    metafile: true,
    plugins: [styles],
  });
  const { code = '' } = await minify(outputFiles[0]?.text ?? '', {
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true, unsafe: true },
    // It is read in the including page's own encoding.
    format: { ascii_only: true },
  });
  writeFileSync('public/widget.js', unwrapped(code));
  writeFileSync('public/core.js', `export * from '${core}';\n`);
  return Object.keys(metafile.inputs);
}

/** In a block, what `let` declares stays as hidden as in a function, which takes more bytes. */
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
