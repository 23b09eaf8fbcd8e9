// Loaded once there are names to look for.
export { MENTION_SIGNS, MENTION_START, MentionFinder } from '../../protocol/mentions.ts';
