/** Fetches what stands beside the conversation and the field; see lines.ts. */
export const loadFrame = () => import('./frame.ts');
