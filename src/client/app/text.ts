// Helpers that render messages and names; loaded with the first message.
export { ASSISTANT_ID } from '../../protocol/answer-state.ts';
export { countEmojiAlone, isRecommendedEmoji, recommendedEmoji } from '../../protocol/emoji.ts';
export { fold } from '../../protocol/fold.ts';
