import type { Message } from '../../src/protocol/message.ts';
import type { HistoryBody } from '../../src/protocol/rest.ts';

/** A room's whole history over HTTP, page by page; oldest first. */
export async function wholeHistory(origin: string, room: string): Promise<Message[]> {
  const messages: Message[] = [];
  let before: string | null | undefined;
  while (before !== null) {
    const url = new URL(`/api/rooms/${room}/messages?limit=100`, origin);
    if (before !== undefined) url.searchParams.set('before', before);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`no history: ${response.status} ${await response.text()}`);
    const page = (await response.json()) as HistoryBody;
    messages.unshift(...page.messages);
    before = page.before;
  }
  return messages;
}
