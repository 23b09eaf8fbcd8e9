import { whyNot } from '../../scripts/port.ts';

// Below the ephemeral ports (Linux from 32768): between the check and the use, no other program is
// given one of these. Above the last port that browsers block (10080).
const FIRST = 11_000;
const LAST = 32_767;

/** Each process searches its own range, so that two concurrent searches find different ports. */
const PIECE = 16;
const PIECES = Math.floor((LAST + 1 - FIRST) / PIECE);

const first = FIRST + (process.pid % PIECES) * PIECE;
let given = 0;

/** A free port, and a different one the next time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + (given++ % PIECE);
    if ((await whyNot(port)) === undefined) return port;
  }
}
