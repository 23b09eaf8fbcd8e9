import { importWithRetry } from '../../ui/lazy/import-with-retry.ts';

/** The host bundle, which starts loading at once. */
export const hostBundle = importWithRetry(() => import('./host-bundle.ts'));
