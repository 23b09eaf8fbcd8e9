// The skin that somebody gives to the people in their emoji.
import { storedText, storeText } from '../../browser/stored-text.ts';
import type { Emoji } from './emoji.ts';

const KEY = 'edgewise-emoji-tone';

const local = (): Storage => localStorage;

/** None, and those that Unicode has, from light to dark: UTS 51, section 2.4. */
export const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const;

export type SkinTone = (typeof TONES)[number];

export const ownSkinTone = (storage = local): SkinTone =>
  TONES.find((tone) => tone === storedText(KEY, storage)) ?? '';

export const storeSkinTone = (tone: SkinTone, storage = local): void =>
  storeText(KEY, tone, storage);

/** Whoever has skin: a person, a hand. Two who hold hands share those. */
const SKIN = /(?!(?<=\u200d)🤝)(\p{Emoji_Modifier_Base})\ufe0f?/gu;

/** The emoji as somebody with that skin has it; others stay as they are. */
export const withSkinTone = (
  { sign, hasTones }: Pick<Emoji, 'sign' | 'hasTones'>,
  tone: SkinTone,
): string => (hasTones && tone !== '' ? sign.replace(SKIN, `$1${tone}`) : sign);
