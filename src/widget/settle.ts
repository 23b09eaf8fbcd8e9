import { effect } from '@preact/signals';
import { onceThere } from '../client/once-there.ts';
import { surely } from '../ui/surely.ts';
import type { ChatWidget } from './chat-widget.tsx';
import { hideFromHost } from './host-listeners.ts';
import { type Escape, leaveOnEscape } from './keys.ts';

/**
 * Begins what a widget does in its page besides the chat itself.
 * @param escapeKey what the Escape key leaves.
 * @returns ends it.
 */
export function settle(widget: ChatWidget, escapeKey: Escape): () => void {
  const { element } = widget;
  const ends = [
    leaveOnEscape(element.shadowRoot as ShadowRoot, escapeKey),
    hideFromHost(element),
    effect(() => {
      // Few sites have a greeting, so its code comes by itself.
      const text = widget.options.value.mode === 'bubble' && element.getAttribute('greeting');
      if (!text) return undefined;
      const code = surely(() => import('./greet.tsx'));
      return onceThere(code, ({ greet }) => greet(widget, text));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
