import { loadDetails } from '../bundles/load-details.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import { RichText } from '../rich-text/lazy-rich-text.tsx';
import type { AnswerProps } from './answer/answer.tsx';

const loadQuotes = () => import('../bundles/quotes.ts');

/** An answer; its plain text until its status can be shown. */
export const Answer = lazyView(
  () => import('./answer/answer.tsx'),
  'Answer',
  ({ room, message, children }: AnswerProps) => (
    <RichText room={room} text={message.text}>
      {children}
    </RichText>
  ),
);
export const PendingRow = lazyView(loadQuotes, 'PendingRow');
export const Quote = lazyView(loadQuotes, 'Quote');
export const Reactions = lazyView(loadDetails, 'Reactions');
export const ReadBy = lazyView(loadDetails, 'ReadBy');
