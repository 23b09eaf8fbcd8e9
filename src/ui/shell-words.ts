// What is said around the conversation from the start, in English; other languages put theirs in its place.
import type { Words } from './languages/language.ts';

export const shellEnglish = {
  /** What opens the menu of the room. */
  more: 'More',
  invite: 'Invite',
  /** What opens the menu of what can be put into a message. */
  insert: 'Insert',
};

export type ShellSentences = typeof shellEnglish;

export const shellWords = (words: Words): Words & ShellSentences => ({ ...shellEnglish, ...words });
