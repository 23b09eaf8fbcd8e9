import { effect } from '@preact/signals';
import { whenLoaded } from '../../client/app/first-load.ts';
import { importWithRetry } from '../../ui/lazy/import-with-retry.ts';
import type { ChatWidget } from '../chat-widget.tsx';
import { hideFromHost } from './host-listeners.ts';

/**
 * Starts what the widget does in the host page besides the chat itself.
 * @returns stops it.
 */
export function integrate(widget: ChatWidget): () => void {
  const { element } = widget;
  // The page may change its language.
  const spoken = new MutationObserver(() => widget.read());
  spoken.observe(document, { attributeFilter: ['lang'], subtree: true });
  const ends = [
    whenLoaded(
      importWithRetry(() => import('../panel/escape-key.ts')),
      ({ handleEscape }) => handleEscape(widget),
    ),
    hideFromHost(element),
    () => spoken.disconnect(),
    effect(() => {
      // Loaded separately, because few sites have a greeting.
      const text = widget.options.value.mode === 'bubble' && element.getAttribute('greeting');
      if (!text) return undefined;
      const code = importWithRetry(() => import('../greeting/greeting.tsx'));
      return whenLoaded(code, ({ showGreeting }) => showGreeting(widget, text));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
