// Apart from `first-load.ts`: the page's first views read ids before they need the rest of the client.
export { parseMessageId } from '../../protocol/place.ts';
export { indexOfSeq } from '../room-state/index-of-seq.ts';
