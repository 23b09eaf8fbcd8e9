// The chat itself, fetched by the loader when it is wanted. A loader may be older than this file: what
// is exported here keeps its shape.
import { ChatWidget } from './chat-widget.tsx';
import type { METHODS } from './names.ts';

/** What the loader hands over. */
export type Place = {
  /** Where the loader came from. */
  readonly origin: string;
};

/** A chat in a page, as its loader knows it. */
export type Widget = {
  /** It stands in a document, for the first time or again. */
  readonly begin: () => void;
  /** It was taken out: no connection and no listener stays behind. */
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
