import { loadFrame } from '../bundles/load-frame.ts';
import { lazyView } from '../lazy/lazy-view.tsx';

export const Announcer = lazyView(() => import('./announcer.tsx'), 'Announcer');
export const ErrorBanner = lazyView(loadFrame, 'ErrorBanner');
export const OutboxStatus = lazyView(loadFrame, 'OutboxStatus');
export const StatusLine = lazyView(loadFrame, 'StatusLine');
export const TypingIndicator = lazyView(loadFrame, 'TypingIndicator');
