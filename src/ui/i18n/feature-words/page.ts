// English words around the conversation. Translations replace them.
import type { Words } from '../language.ts';

export const englishPage = {
  /** The button of the room menu. */
  more: 'More',
  invite: 'Invite',
  /** The button of the insert menu. */
  insert: 'Insert',
};

export type PageSentences = typeof englishPage;

export const pageWords = (words: Words): Words & PageSentences => ({ ...englishPage, ...words });
