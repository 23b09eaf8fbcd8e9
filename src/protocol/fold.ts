// Two spellings of the same words: composed or not, in capitals or not, full-width or not, with either apostrophe.

const ASCII = /^[\0-\x7f]*$/;

/**
 * Folds a text so that spellings of the same words become equal: NFKD, without case, without
 * characters that draw nothing. Accents stay. Turkish `İ`, `I`, `ı` and `i` become one letter,
 * because capitals lose the dot in some languages and not in others.
 * @returns a text for comparison only; its length differs from the original's.
 */
export const fold = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
        // There and back: ß has a capital of its own, which is lowered to it, and another, SS.
        .toLowerCase()
        .toUpperCase()
        .toLowerCase()
        .replaceAll('ς', 'σ')
        // Phones type the one, computers the other.
        .replaceAll('’', "'")
        .normalize('NFKD')
        .replaceAll('i\u0307', 'i');
