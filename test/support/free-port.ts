import { whyNot } from '../../scripts/port.ts';

// Below what systems hand out by themselves (Linux from 32768): between the look and the use, no other
// program is given one of these. Above the last port that browsers refuse (10080).
const FIRST = 11_000;
const LAST = 32_767;

/** Each process looks in a piece of its own, so that two that look at once find different ones. */
const PIECE = 16;
const PIECES = Math.floor((LAST + 1 - FIRST) / PIECE);

const first = FIRST + (process.pid % PIECES) * PIECE;
let given = 0;

/** A port that nobody listens on, and the next time another one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + (given++ % PIECE);
    if ((await whyNot(port)) === undefined) return port;
  }
}
