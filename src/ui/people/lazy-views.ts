// What is shown beside people's names.
import { loadDetails } from '../bundles/load-details.ts';
import { lazyView } from '../lazy/lazy-view.tsx';

export const AssistantBadge = lazyView(loadDetails, 'AssistantBadge');
export const Avatar = lazyView(loadDetails, 'Avatar');
export const NameSuffix = lazyView(loadDetails, 'NameSuffix');
