import { effect } from '@preact/signals';
import { whenLoaded } from '../client/app/first-load.ts';
import { importWithRetry } from '../ui/lazy/import-with-retry.ts';
import type { ChatWidget } from './chat-widget.tsx';
import { hideFromHost } from './host-listeners.ts';

/**
 * Begins what a widget does in its page besides the chat itself.
 * @returns ends it.
 */
export function settle(widget: ChatWidget): () => void {
  const { element } = widget;
  // A page may change its language while one looks at it.
  const spoken = new MutationObserver(() => widget.read());
  spoken.observe(document, { attributeFilter: ['lang'], subtree: true });
  const ends = [
    whenLoaded(
      importWithRetry(() => import('./keys.ts')),
      ({ leaveOnEscape }) => leaveOnEscape(widget),
    ),
    hideFromHost(element),
    () => spoken.disconnect(),
    effect(() => {
      // Few sites have a greeting, so its code comes by itself.
      const text = widget.options.value.mode === 'bubble' && element.getAttribute('greeting');
      if (!text) return undefined;
      const code = importWithRetry(() => import('./greet.tsx'));
      return whenLoaded(code, ({ greet }) => greet(widget, text));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
