// The entry of the chat, imported by the loader on demand. A cached loader may be older than this file, so
// the shape of its exports never changes.

import type { METHODS } from './api/public-names.ts';
import { ChatWidget } from './chat-widget.tsx';

/** What the loader passes to `take`. */
export type Place = {
  /** The origin of the loader script. */
  readonly origin: string;
};

/** The interface of a chat to its loader. */
export type Widget = {
  /** The element was connected to a document, for the first time or again. */
  readonly begin: () => void;
  /** The element was removed: closes the connection and removes all listeners. */
  readonly end: () => void;
  readonly call: (method: (typeof METHODS)[number], given: readonly unknown[]) => unknown;
};

/** Turns an element into a chat. */
export async function take(element: HTMLElement, place: Place): Promise<Widget> {
  const widget = new ChatWidget(element, place);
  if (element.isConnected) widget.begin();
  widget.emit('edgewise-ready', undefined);
  return widget;
}

export type Core = { readonly take: typeof take };
