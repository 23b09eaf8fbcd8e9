// What languages have in common: numbers, plurals and lists, which the platform knows by heart.

/** Wordings by plural form, `#` standing for the number; `other` is for all that have none of their own. */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export type Grammar = {
  readonly count: (n: number) => string;
  /** The wording for so many of something. */
  readonly several: (n: number, forms: Forms) => string;
  /** `Ada, Ben and Cleo`. */
  readonly list: (items: readonly string[]) => string;
};

/** @param tag a language as BCP 47 names it. */
export function grammarOf(tag: string): Grammar {
  const plurals = onFirstUse(() => new Intl.PluralRules(tag));
  const lists = onFirstUse(() => new Intl.ListFormat(tag, { type: 'conjunction' }));
  const numbers = onFirstUse(() => new Intl.NumberFormat(tag));
  const count = (n: number) => numbers().format(n);
  return {
    count,
    several: (n, forms) => (forms[plurals().select(n)] ?? forms.other).replace('#', count(n)),
    list: (items) => lists().format(items),
  };
}

/** Makes a formatter when it is first used: each takes a slow phone up to 40 ms. */
export function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
