// Compares words regardless of Unicode composition, case, width and kind of apostrophe.

const ASCII = /^[\0-\x7f]*$/;

/**
 * Folds a text so that different spellings of the same words become equal: NFKD, case folded, invisible
 * characters removed. Accents are kept. Turkish `İ`, `I`, `ı` and `i` become one letter,
 * because capitals lose the dot in some languages and not in others.
 * @returns a text for comparison only; its length differs from the original's.
 */
export const fold = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
        // Lower, upper and lower again: ß has two uppercase forms, ẞ and SS.
        .toLowerCase()
        .toUpperCase()
        .toLowerCase()
        .replaceAll('ς', 'σ')
        // Phones usually type ’ and computers '.
        .replaceAll('’', "'")
        .normalize('NFKD')
        .replaceAll('i\u0307', 'i');
