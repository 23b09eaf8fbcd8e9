import { minify } from 'terser';

/** Minifies a module with terser, which is slower than the bundler's minifier and saves more. */
export async function minifyModule(code: string): Promise<string> {
  const made = await minify(code, {
    module: true,
    compress: { ecma: 2020, passes: 3 },
    format: { ecma: 2020 },
  });
  return made.code ?? '';
}
