import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { ja } from './words/ja.ts';
import { zhHant } from './words/zh-hant.ts';

/** The topics of the helper's answers. */
export const topics = ['about', 'who', 'recap', 'figures', 'connect', 'help'] as const;
export type Topic = (typeof topics)[number];

/** The words of questions in a language. */
export type Vocabulary = {
  /** For each topic: words that name it. A question about it has at least one. */
  readonly [T in Topic]: string;
} & {
  /** Further words that a question about any topic may have. */
  readonly besides: string;
  /** Further words by topic, which would mean something else in other topics. */
  readonly also: { readonly [T in Topic]?: string };
};

/** The helper's texts in a language. */
export type Words = {
  readonly vocabulary: Vocabulary;
  readonly whoIAm: string;
  readonly cannot: string;
  readonly comma: string;
  /** The list of topics as lines of Markdown. */
  readonly help: readonly string[];
  readonly online: (online: number) => string;
  readonly here: (names: string, others: number) => string;
  readonly nothingSaid: string;
  readonly recap: string;
  readonly said: (name: string, text: string) => string;
  readonly noFigures: (room: string, online: number) => string;
  readonly figures: (of: Figures) => readonly string[];
  readonly connect: readonly string[];
};

export type Figures = {
  readonly room: string;
  readonly online: number;
  readonly messages: number;
  readonly writers: number;
  readonly since: string;
  readonly longest: number;
  readonly by: string;
};

export const languages = { en, de, es, ar, ja, 'zh-Hant': zhHant } as const;
export type Language = keyof typeof languages;
