// What stands on and around messages, and may come a moment after them.
export { MessageActions } from './message-actions.tsx';
export { Purpose } from './purpose.tsx';
export { Quote } from './quote.tsx';
export { Reactions } from './reactions.tsx';
export { ReadBy } from './read-by.tsx';
