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
  const plurals = new Intl.PluralRules(tag);
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  // A slow phone takes 40 ms to make it, and the first screen can do without.
  let numbers: Intl.NumberFormat | undefined;
  const count = (n: number) => {
    numbers ??= new Intl.NumberFormat(tag);
    return numbers.format(n);
  };
  return {
    count,
    several: (n, forms) => (forms[plurals.select(n)] ?? forms.other).replace('#', count(n)),
    list: (items) => lists.format(items),
  };
}
