// Numbers, plurals and lists, formatted by the platform.

/** A sentence per plural form, with `#` for the number; `other` is the fallback. */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export type Grammar = {
  readonly count: (n: number) => string;
  /** The sentence for this number. */
  readonly several: (n: number, forms: Forms) => string;
  /** `Ada, Ben and Cleo`. */
  readonly list: (items: readonly string[]) => string;
};

/** @param tag a BCP 47 tag. */
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

/** Creates a formatter on first use: each takes up to 40 ms on a slow phone. */
export function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
