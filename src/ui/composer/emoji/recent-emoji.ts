// The emoji that somebody uses, in the colour that they come in.
import { storedText, storeText } from '../../browser/stored-text.ts';
import { storeSkinTone } from './skin-tone.ts';

const KEY = 'edgewise-emoji';
const KEPT = 24;

const local = (): Storage => localStorage;

/** The latest first. */
export const recentEmoji = (storage = local): readonly string[] =>
  storedText(KEY, storage)
    .split(' ')
    .filter((sign) => /^\p{RGI_Emoji}$/v.test(sign));

/** Whoever comes next has a taste, and a skin, of their own. */
export function forgetEmoji(storage = local): void {
  storeText(KEY, '', storage);
  storeSkinTone('', storage);
}

export function rememberEmoji(sign: string, storage = local): void {
  const others = recentEmoji(storage).filter((other) => other !== sign);
  storeText(KEY, [sign, ...others].slice(0, KEPT).join(' '), storage);
}
