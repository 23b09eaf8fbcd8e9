// Loaded with the languages.
export { DEFAULT_WELCOME } from '../../protocol/welcome-text.ts';
