// An entry point of its own: who only sends and receives compares no names.
export { fold } from '../protocol/fold.ts';
