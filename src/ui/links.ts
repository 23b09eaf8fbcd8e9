/** A piece of a message: words, or an address to go to. */
export type Piece = { readonly text: string; readonly href?: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
// A sentence may end right behind an address, and its brackets may stand around one.
const ENDING = /[.,;:!?…]+$/;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Finds bare http and https addresses. Nothing else ever becomes a link. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const found = trimEnd(match[0]);
    const href = hrefOf(found);
    if (href === null) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: found, href });
    done = match.index + found.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

function trimEnd(address: string): string {
  let end = address;
  for (;;) {
    const shorter = withoutStrayBracket(end.replace(ENDING, ''));
    if (shorter === end) return end;
    end = shorter;
  }
}

function withoutStrayBracket(address: string): string {
  const last = address.at(-1) ?? '';
  const opening = BRACKETS[last];
  if (opening === undefined) return address;
  return address.split(last).length > address.split(opening).length
    ? address.slice(0, -1)
    : address;
}

function hrefOf(address: string): string | null {
  const url = URL.parse(address);
  // A user name before the host is how one site poses as another.
  return url?.hostname && !url.username && !url.password ? url.href : null;
}
