/** The storage key of the notification settings. */
export const NOTIFICATIONS_KEY = 'edgewise:alerts';
