import { PHRASES } from './phrases.ts';
import { type Language, languages, type Topic, topics, type Vocabulary } from './words.ts';

/** What a question is about, if the helper knows that, and the language that it is in. */
export type Understood = { readonly language: Language; readonly topic: Topic | undefined };

/** Longer questions are about something that the helper does not know. */
const MOST_CHARS = 200;

/** Scripts in which words are not set apart. */
const UNSPACED: ReadonlySet<Language> = new Set(['ja', 'zh-Hant']);

/**
 * Understands a question: it is about a topic where every word of it belongs to that topic, and at
 * least one of them names it. So "who is here" is about who is here, and "who won the world cup" is
 * about nothing that the helper knows.
 */
export function understand(question: string): Understood {
  const text = fold(question);
  const likely = likelyLanguages(text);
  for (const language of likely) {
    const phrase = PHRASES[language].find(([each]) => each.test(text));
    if (phrase !== undefined) return { language, topic: phrase[1] };
  }
  if (text.length <= MOST_CHARS)
    for (const language of likely) {
      const topic = topics.find((each) => isAbout(text, language, each));
      if (topic !== undefined) return { language, topic };
    }
  return { language: likely[0] ?? 'en', topic: undefined };
}

/** Without case, forms, vowel signs and marks of punctuation; Arabic letters in one spelling. */
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
  // Where words are not set apart the longest comes first, so that it is not taken for a shorter one.
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

/** A word without what Arabic writes together with it. */
const forms = (word: string, language: Language): string[] =>
  language === 'ar'
    ? [
        word,
        ...['وال', 'بال', 'لل', 'ال', 'و', 'ب', 'ل', 'ف'].flatMap((prefix) =>
          word.startsWith(prefix) ? [word.slice(prefix.length)] : [],
        ),
      ]
    : [word];

/** Cuts a text into known words; `undefined` where something else is left of it. */
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

/** All languages, the likeliest first: by its script, else by how many of its words are known. */
function likelyLanguages(text: string): Language[] {
  if (/[\u3040-\u30ff]/.test(text)) return ['ja'];
  // Without kana it may be either; more people ask in Chinese without them.
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

/** Letters that the others do not have. */
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

/** Words that tell a language, though the helper is not asked by them. */
const COMMON: { readonly [L in Language]?: string } = {
  en: 'why when where because if does has had they he she with about from world tomorrow weather',
  de: 'warum wann wo weil wenn nicht mit aus er hat hatte wird werden gewann gewonnen morgen wetter welt aber oder auch',
  es: 'por cuándo cuando dónde donde si no con sin ganó gano mañana tiempo mundo pero porque más muy hace',
};
