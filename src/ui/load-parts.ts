import * as parts from './parts.tsx';

/**
 * Fetches all that a conversation may come to show. The list of people has a place of its own, and what
 * is announced shows nowhere: both may come later.
 */
export async function loadParts(): Promise<void> {
  const { Roster: _roster, Announcer: _announcer, ...inConversation } = parts;
  await Promise.all(Object.values(inConversation).map((part) => part.load()));
}
