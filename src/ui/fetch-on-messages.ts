/** Fetches what stands on and around messages; see on-messages.ts. */
export const fetchOnMessages = () => import('./on-messages.ts');
