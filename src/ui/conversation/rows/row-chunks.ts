// Rows are grouped into chunks in the document. When rows are added or removed, other chunks are not
// rendered, laid out or painted again: they move as a whole.
import type { Row } from './rows.ts';

/** The number of seqs per chunk. */
const SEQS = 10;

export type Chunk = { readonly key: string; readonly rows: readonly Row[] };

/** @returns the rows in chunks. A chunk whose rows are all unchanged is the same object as before. */
export function chunksOf(rows: readonly Row[], before: readonly Chunk[]): Chunk[] {
  const known = new Map(before.map((chunk) => [chunk.key, chunk]));
  return grouped(rows).map((chunk) => {
    const old = known.get(chunk.key);
    return old && isSame(old.rows, chunk.rows) ? old : chunk;
  });
}

function grouped(rows: readonly Row[]): Chunk[] {
  const chunks: { key: string; rows: Row[] }[] = [];
  // A heading belongs to the chunk of the row below it.
  let headings: Row[] = [];
  for (const row of rows) {
    if (row.kind === 'day' || row.kind === 'unread') {
      headings.push(row);
      continue;
    }
    const key = row.kind === 'message' ? `${Math.floor(row.message.seq / SEQS)}` : 'pending';
    let chunk = chunks.at(-1);
    if (chunk?.key !== key) {
      chunk = { key, rows: [] };
      chunks.push(chunk);
    }
    chunk.rows.push(...headings, row);
    headings = [];
  }
  return chunks;
}

const isSame = (some: readonly Row[], others: readonly Row[]): boolean =>
  some.length === others.length && some.every((row, i) => row === others[i]);
