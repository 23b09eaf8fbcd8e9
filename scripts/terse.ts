import { minify } from 'terser';

/** Makes a module as small as terser can, which takes longer than a bundler's own minifier. */
export async function terse(code: string): Promise<string> {
  const made = await minify(code, {
    module: true,
    compress: { ecma: 2020, passes: 3 },
    format: { ecma: 2020 },
  });
  return made.code ?? '';
}
