// An entry point of its own: most programs never ask what an emoji is.
export { countEmojiAlone, isRecommendedEmoji, recommendedEmoji } from '../protocol/emoji.ts';
