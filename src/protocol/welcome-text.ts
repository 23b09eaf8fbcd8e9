/**
 * The welcome text if the operator has configured none. Clients may translate it; they show an operator's
 * own text unchanged.
 */
export const DEFAULT_WELCOME = 'Welcome! Say hello.';
