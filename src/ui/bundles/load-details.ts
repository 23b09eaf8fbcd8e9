/** Fetches what stands on and around messages; see on-messages.ts. */
export const loadDetails = () => import('./details.ts');
