import { Conversation } from './conversation.tsx';
import * as parts from './parts.tsx';

/** Fetches all that a conversation may come to show. */
export async function loadParts(): Promise<void> {
  await Promise.all([Conversation, ...Object.values(parts)].map((part) => part.load()));
}
