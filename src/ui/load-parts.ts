import * as parts from './parts.tsx';

/**
 * Fetches all that a conversation may come to show. The list of people has a place of its own, and what
 * completes words waits for the first one: both may come later.
 */
export async function loadParts(): Promise<void> {
  const { Roster: _roster, Suggestions: _suggestions, ...inConversation } = parts;
  await Promise.all(Object.values(inConversation).map((part) => part.load()));
}
