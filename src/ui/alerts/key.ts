/** Where a browser keeps how its person wants to be called. */
export const ALERTS_KEY = 'edgewise:alerts';
