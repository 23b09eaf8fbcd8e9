// The emoji that somebody uses: kept by the browser where it may, else until the page is left.
const KEY = 'edgewise-emoji';
const KEPT = 24;

const local = (): Storage => localStorage;

let recent: readonly string[] | null = null;

/** The latest first. */
export function recentEmoji(storage = local): readonly string[] {
  recent ??= read(storage);
  return recent;
}

export function rememberEmoji(sign: string, storage = local): void {
  recent = [sign, ...recentEmoji(storage).filter((other) => other !== sign)].slice(0, KEPT);
  try {
    storage().setItem(KEY, recent.join(' '));
  } catch {
    // They are remembered for as long as the page is here.
  }
}

function read(storage: () => Storage): readonly string[] {
  try {
    const kept = storage().getItem(KEY) ?? '';
    return kept.split(' ').filter((sign) => /^\p{RGI_Emoji}$/v.test(sign));
  } catch {
    return [];
  }
}
