/** Loads the details of messages; see details.ts. */
export const loadDetails = () => import('./details.ts');
