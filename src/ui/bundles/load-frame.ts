/** Loads the status lines and the behavior of the field; see frame.ts. */
export const loadFrame = () => import('./frame.ts');
