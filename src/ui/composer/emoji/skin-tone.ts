// The user's preferred skin tone for emoji.
import { storedText, storeText } from '../../browser/stored-text.ts';
import type { Emoji } from './emoji.ts';

const KEY = 'edgewise-emoji-tone';

const local = (): Storage => localStorage;

/** None, and the tones of Unicode from light to dark (UTS 51, section 2.4). */
export const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const;

export type SkinTone = (typeof TONES)[number];

export const ownSkinTone = (storage = local): SkinTone =>
  TONES.find((tone) => tone === storedText(KEY, storage)) ?? '';

export const storeSkinTone = (tone: SkinTone, storage = local): void =>
  storeText(KEY, tone, storage);

/** Emoji with skin, except for the handshake inside couples. */
const SKIN = /(?!(?<=\u200d)🤝)(\p{Emoji_Modifier_Base})\ufe0f?/gu;

/** Applies a skin tone to an emoji that supports it. */
export const withSkinTone = (
  { sign, hasTones }: Pick<Emoji, 'sign' | 'hasTones'>,
  tone: SkinTone,
): string => (hasTones && tone !== '' ? sign.replace(SKIN, `$1${tone}`) : sign);
