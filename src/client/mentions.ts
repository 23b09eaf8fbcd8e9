// An entry point of its own: who only sends and receives does not look for mentions.
export { MENTION_SIGNS, MENTION_START, MentionFinder } from '../protocol/mentions.ts';
