// What stands beside people's names anywhere. It comes with what stands on messages.
import { fetchOnMessages } from '../fetch-on-messages.ts';
import { lazyView } from '../lazy/lazy-view.tsx';

export const AssistantBadge = lazyView(fetchOnMessages, 'AssistantBadge');
export const Avatar = lazyView(fetchOnMessages, 'Avatar');
export const NameMark = lazyView(fetchOnMessages, 'NameMark');
