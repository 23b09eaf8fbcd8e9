import { surely } from '../ui/surely.ts';

/** What the widget can do without for a moment, on its way. */
export const deferred = surely(() => import('./deferred.ts'));
