import { build } from 'esbuild';
import { allWords } from '../src/ui/languages/en-more.ts';
import { inEnglish, type Language } from '../src/ui/languages/language.ts';
import { languageAmong, languages } from '../src/ui/languages/languages.ts';
import type { NoticeWords } from '../src/ui/out-of-date/notice.ts';

/**
 * Bundles `out-of-date.js`, which tells visitors that a deploy has replaced what they have loaded. It needs
 * no other file, and its name never changes: older pages load it.
 */
export async function bundleOutOfDate(): Promise<void> {
  const translated = await Promise.all(Object.keys(languages).map((name) => languageAmong([name])));
  const words = Object.fromEntries(
    [inEnglish(), ...translated].map((language) => [language.tag, noticeWords(language)]),
  );
  await build({
    entryPoints: ['src/ui/out-of-date/main.ts'],
    outfile: 'public/out-of-date.js',
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define: { WORDS: JSON.stringify(words) },
  });
}

function noticeWords({ dir, words }: Language): NoticeWords {
  const { fault, retry } = allWords(words);
  return { dir, outOfDate: fault({ code: 'unsupported_protocol', message: '' }), retry };
}
