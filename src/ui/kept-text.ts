// Texts that the browser keeps where it may; else they live as long as the page does.
const kept = new Map<string, string>();

/** What all tabs on this device share. */
const device = (): Storage => localStorage;

/** @returns empty where there is nothing. */
export function keptText(key: string, storage = device): string {
  try {
    return kept.get(key) ?? storage().getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** @param text empty where there is nothing to keep. */
export function keepText(key: string, text: string, storage = device): void {
  kept.set(key, text);
  try {
    if (text === '') storage().removeItem(key);
    else storage().setItem(key, text);
  } catch {
    // It is remembered all the same.
  }
}
