import { PHRASES } from './phrases.ts';
import { type Language, languages, type Topic, topics, type Vocabulary } from './words.ts';

/** The language of a question, and its topic if the helper has an answer to it. */
export type Understood = { readonly language: Language; readonly topic: Topic | undefined };

/** The helper has no answer to longer questions. */
const MAX_CHARS = 200;

/** Languages without spaces between words. */
const UNSPACED: ReadonlySet<Language> = new Set(['ja', 'zh-Hant']);

/**
 * Finds the topic of a question. Every word of the question must belong to the topic, and at least
 * one must name it. So "who is here" has the topic `who`, and "who won the world cup" has none.
 */
export function understand(question: string): Understood {
  const text = fold(question);
  const likely = likelyLanguages(text);
  for (const language of likely) {
    const phrase = PHRASES[language].find(([each]) => each.test(text));
    if (phrase !== undefined) return { language, topic: phrase[1] };
  }
  if (text.length <= MAX_CHARS)
    for (const language of likely) {
      const topic = topics.find((each) => isAbout(text, language, each));
      if (topic !== undefined) return { language, topic };
    }
  return { language: likely[0] ?? 'en', topic: undefined };
}

/** Removes case, compatibility forms, vowel signs and punctuation, and unifies Arabic letters. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u064b-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

type Lexicon = { readonly core: ReadonlySet<string>; readonly all: readonly string[] };

const lexicons = new Map<string, Lexicon>();

function lexiconOf(language: Language, topic: Topic): Lexicon {
  const key = `${language} ${topic}`;
  const known = lexicons.get(key);
  if (known !== undefined) return known;
  const { vocabulary } = languages[language];
  const core = wordsOf(vocabulary[topic]);
  const all = [...core, ...wordsOf(vocabulary.besides), ...wordsOf(vocabulary.also[topic] ?? '')];
  // Longest first, so that `cut` does not take a shorter word that it begins with.
  const made = { core: new Set(core), all: all.toSorted((a, b) => b.length - a.length) };
  lexicons.set(key, made);
  return made;
}

const wordsOf = (list: string): string[] => list.split(' ').map(fold).filter(Boolean);

function isAbout(text: string, language: Language, topic: Topic): boolean {
  const lexicon = lexiconOf(language, topic);
  const found = UNSPACED.has(language) ? cut(text, lexicon) : text.split(' ');
  const known = new Set(lexicon.all);
  let isNamed = false;
  for (const word of found ?? ['']) {
    const form = forms(word, language).find((each) => known.has(each));
    if (form === undefined) return false;
    isNamed ||= lexicon.core.has(form);
  }
  return isNamed;
}

/** @returns a word, and for Arabic also its forms without a prefix. */
const forms = (word: string, language: Language): string[] =>
  language === 'ar'
    ? [
        word,
        ...['وال', 'بال', 'لل', 'ال', 'و', 'ب', 'ل', 'ف'].flatMap((prefix) =>
          word.startsWith(prefix) ? [word.slice(prefix.length)] : [],
        ),
      ]
    : [word];

/** @returns the known words of a text without spaces; `undefined` if other text is left. */
function cut(text: string, { all }: Lexicon): string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const word = text[at] === ' ' ? ' ' : all.find((each) => text.startsWith(each, at));
    if (word === undefined) return undefined;
    if (word !== ' ') found.push(word);
    at += word.length;
  }
  return found.length > 0 ? found : undefined;
}

/**
 * @returns the likely languages, the most likely first: by script, or by the number of known words.
 */
function likelyLanguages(text: string): Language[] {
  if (/[\u3040-\u30ff]/.test(text)) return ['ja'];
  // Text without kana may be either, but is more often Chinese.
  if (/\p{Script=Han}/u.test(text)) return ['zh-Hant', 'ja'];
  if (/\p{Script=Arabic}/u.test(text)) return ['ar'];
  const words = new Set(text.split(' '));
  const score = (language: Language) =>
    vocabularyOf(language).filter((word) => words.has(word)).length +
    (MARKS[language]?.test(text) ? 1 : 0);
  const scores = (['en', 'de', 'es'] as const).map(
    (language) => [language, score(language)] as const,
  );
  return scores.toSorted(([, a], [, b]) => b - a).map(([language]) => language);
}

/** Letters that only this one of the European languages has. */
const MARKS: { readonly [L in Language]?: RegExp } = { de: /[äöüß]/, es: /[áéíóúñ]/ };

const vocabularies = new Map<Language, string[]>();

function vocabularyOf(language: Language): string[] {
  const known = vocabularies.get(language);
  if (known !== undefined) return known;
  const { also, ...rest }: Vocabulary = languages[language].vocabulary;
  const made = [...new Set([...Object.values(rest), ...Object.values(also)].flatMap(wordsOf))];
  vocabularies.set(language, [...made, ...(COMMON[language] ?? '').split(' ')]);
  return vocabularies.get(language) ?? made;
}

/** Words that identify a language, although no topic uses them. */
const COMMON: { readonly [L in Language]?: string } = {
  en: 'why when where because if does has had they he she with about from world tomorrow weather',
  de: 'warum wann wo weil wenn nicht mit aus er hat hatte wird werden gewann gewonnen morgen wetter welt aber oder auch',
  es: 'por cuándo cuando dónde donde si no con sin ganó gano mañana tiempo mundo pero porque más muy hace',
};
