import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { ja } from './words/ja.ts';
import { zhHant } from './words/zh-hant.ts';

/** What the helper can be asked for. */
export const topics = ['about', 'who', 'recap', 'figures', 'connect', 'help'] as const;
export type Topic = (typeof topics)[number];

/** How people of a language ask. */
export type Vocabulary = {
  /** For each topic, the words of which a question about it has at least one. */
  readonly [T in Topic]: string;
} & {
  /** Words that a question may hold besides, whatever it is about. */
  readonly besides: string;
  /** The same, by topic, where they would mean something else elsewhere. */
  readonly also: { readonly [T in Topic]?: string };
};

/** What the helper says in a language. */
export type Words = {
  readonly vocabulary: Vocabulary;
  readonly whoIAm: string;
  readonly cannot: string;
  readonly comma: string;
  /** What it can be asked for, one a line, as Markdown. */
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
