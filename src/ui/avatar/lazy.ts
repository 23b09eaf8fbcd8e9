// What stands beside people's names anywhere. It comes with what stands on messages.
import { later } from '../later.tsx';

const onMessages = () => import('../on-messages.ts');

export const AssistantBadge = later(onMessages, 'AssistantBadge');
export const Avatar = later(onMessages, 'Avatar');
export const NameMark = later(onMessages, 'NameMark');
