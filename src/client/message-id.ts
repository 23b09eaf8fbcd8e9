// An entry point of its own: most clients take a message's id for an opaque text.
export { parseMessageId } from '../protocol/place.ts';
