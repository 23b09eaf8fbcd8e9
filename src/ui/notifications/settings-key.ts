/** Where a browser keeps how its person wants to be called. */
export const NOTIFICATIONS_KEY = 'edgewise:alerts';
