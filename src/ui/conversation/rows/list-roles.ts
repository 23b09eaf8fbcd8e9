// HTML's own lists hold their items themselves. A conversation holds them in chunks, so roles say it.

export const LIST = 'list';
export const ITEM = 'listitem';
