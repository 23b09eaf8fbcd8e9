import { build } from 'esbuild';

/**
 * A style sheet that a script holds as a text: whole and minified.
 * @param path where it lies; what it imports goes in.
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

/** Takes out what esbuild leaves: quotes around plain words, and spaces where nothing needs one. */
const squeeze = (sheet: string): string =>
  sheet
    .trim()
    .replaceAll(/\[([\w-]+)="([a-z][\w-]*)"\]/g, '[$1=$2]')
    .replaceAll(/(--[\w-]+): /g, '$1:')
    .replaceAll(', ', ',')
    .replaceAll(/\( | (?=\))/g, (space) => space.trim());
