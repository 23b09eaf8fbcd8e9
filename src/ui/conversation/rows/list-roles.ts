// The rows are nested in chunks, where HTML lists do not allow items, so roles say what they are.

export const LIST = 'list';
export const ITEM = 'listitem';
