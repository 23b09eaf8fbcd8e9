import { whyNot } from '../../scripts/port.ts';

// Below what systems hand out by themselves (Linux from 32768): between the look and the use, no other
// program is given one of these. Above the last port that browsers refuse (10080).
const FIRST = 11_000;
const LAST = 32_767;

/** Each process looks in a piece of its own, so that two that look at once find different ones. */
const PIECE = 16;
const PIECES = Math.floor((LAST + 1 - FIRST) / PIECE);

let next = FIRST + (process.pid % PIECES) * PIECE;

/** A port that nobody listens on, and that is not given out again for a long while. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = port === LAST ? FIRST : port + 1;
    if ((await whyNot(port)) === undefined) return port;
  }
}
