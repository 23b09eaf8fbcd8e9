export { DEFAULT_WELCOME } from '../protocol/welcome-text.ts';
