// Small texts in the browser's storage. Where storage is denied, they last as long as the page.
const texts = new Map<string, string>();

/** Storage that all tabs on this device share. */
const device = (): Storage => localStorage;

/** @returns the stored text; empty if there is none. */
export function storedText(key: string, storage = device): string {
  try {
    return texts.get(key) ?? storage().getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** @param text empty to remove what is stored. */
export function storeText(key: string, text: string, storage = device): void {
  texts.set(key, text);
  try {
    if (text === '') storage().removeItem(key);
    else storage().setItem(key, text);
  } catch {
    // It is kept in memory.
  }
}
