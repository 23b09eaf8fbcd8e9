// What stands beside people's names anywhere. It comes with what stands on messages.
import { fetchOnMessages } from '../fetch-on-messages.ts';
import { later } from '../later.tsx';

export const AssistantBadge = later(fetchOnMessages, 'AssistantBadge');
export const Avatar = later(fetchOnMessages, 'Avatar');
export const NameMark = later(fetchOnMessages, 'NameMark');
