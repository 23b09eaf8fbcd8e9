// An entry point of its own: most programs never ask what an emoji is.
export { isRecommendedEmoji, recommendedEmoji } from '../protocol/emoji.ts';
