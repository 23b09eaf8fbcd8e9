import { lazyView } from '../lazy/lazy-view.tsx';

export const PeopleList = lazyView(() => import('./people-list.tsx'), 'PeopleList');
