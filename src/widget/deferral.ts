import { importWithRetry } from '../ui/lazy/import-with-retry.ts';

/** What the widget can do without for a moment, on its way. */
export const deferred = importWithRetry(() => import('./deferred.ts'));
