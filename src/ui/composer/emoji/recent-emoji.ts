// Recently used emoji, without skin tone.
import { storedText, storeText } from '../../browser/stored-text.ts';
import { storeSkinTone } from './skin-tone.ts';

const KEY = 'edgewise-emoji';
const KEPT = 24;

const local = (): Storage => localStorage;

/** Most recent first. */
export const recentEmoji = (storage = local): readonly string[] =>
  storedText(KEY, storage)
    .split(' ')
    .filter((sign) => /^\p{RGI_Emoji}$/v.test(sign));

/** Forgets the emoji and the skin tone on logout. */
export function forgetEmoji(storage = local): void {
  storeText(KEY, '', storage);
  storeSkinTone('', storage);
}

export function rememberEmoji(sign: string, storage = local): void {
  const others = recentEmoji(storage).filter((other) => other !== sign);
  storeText(KEY, [sign, ...others].slice(0, KEPT).join(' '), storage);
}
