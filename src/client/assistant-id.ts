// An entry point of its own: most programs never ask who the assistant is.
export { ASSISTANT_ID } from '../protocol/answer-state.ts';
