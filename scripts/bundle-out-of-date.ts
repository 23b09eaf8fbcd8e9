import { build } from 'esbuild';
import { inEnglish, type Language } from '../src/ui/i18n/language.ts';
import { languages, loadLanguage } from '../src/ui/i18n/languages.ts';
import { allWords } from '../src/ui/i18n/more-words/en.ts';
import type { NoticeWords } from '../src/ui/status/out-of-date/notice.ts';

/**
 * Bundles `out-of-date.js`, which tells visitors that a deploy has replaced the files they loaded.
 * Pages from before the deploy load it, so its name never changes and it imports nothing.
 * @returns the paths of the bundled modules.
 */
export async function bundleOutOfDate(): Promise<readonly string[]> {
  const translated = await Promise.all(Object.keys(languages).map((name) => loadLanguage([name])));
  const words = Object.fromEntries(
    [inEnglish(), ...translated].map((language) => [language.tag, noticeWords(language)]),
  );
  const { metafile } = await build({
    entryPoints: ['src/ui/status/out-of-date/main.ts'],
    outfile: 'public/out-of-date.js',
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define: { WORDS: JSON.stringify(words) },
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}

function noticeWords({ dir, words }: Language): NoticeWords {
  const { fault, retry } = allWords(words);
  return { dir, outOfDate: fault({ code: 'unsupported_protocol', message: '' }), retry };
}
