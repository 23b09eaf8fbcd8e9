/**
 * Said to whoever arrives, where the operator has not said otherwise. Clients may say it in the words of
 * their reader's language; a text of the operator's stays as it was written.
 */
export const DEFAULT_WELCOME = 'Welcome! Say hello.';
