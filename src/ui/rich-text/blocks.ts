// What a text is made of, line by line: the Markdown that people use in chats, and no more of it.
// Nothing here looks ahead, so a text that grows only ever changes at its end.

export type Block =
  /** `open`: more of it may still come. */
  | { readonly kind: 'paragraph' | 'heading'; readonly text: string; readonly open?: true }
  | {
      readonly kind: 'code';
      readonly text: string;
      readonly language: string;
      readonly open?: true;
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | { readonly kind: 'rule' };

/** `number` is what the writer counted, and missing where they didn't. */
export type Item = { readonly number?: number; readonly blocks: readonly Block[] };

/** A block, and how many lines it and the empty ones before it take. */
export type Read = { readonly block: Block; readonly lines: number; readonly from: number };

/** Deeper quotes and lists stay as they were typed. */
const DEPTH = 6;

const QUOTE = /^ {0,3}>(?: |$|(?=>))/;
const HEADING = /^ {0,3}#{1,6} +(?=\S)/;
const RULE = /^ {0,3}(?:-{3,}|\*{3})\s*$/;
/** A year at the start of a line is no number in a list: hence three digits. */
const ITEM = /^( *)(?:[-*]|(\d{1,3})\.) +(?=\S)/;
const TICKS = /^( {0,3})(`{3,})([^`]*)$/;
const TILDES = /^( {0,3})(~{3,})\s*([\w+#.-]*)\s*$/;
/** What may stand behind the ticks without being code: a language, and what tools add to it. */
const INFO = /^\s*([\w+#.-]*)(?:\s+(?:[\w-]+=\S+|\{.*\}))*\s*$/;

export type Fence = {
  readonly indent: number;
  readonly marks: string;
  readonly language: string;
  /** Code that stood on the line of the marks already. */
  readonly first: string | null;
};

/** The fence that this line opens, if it does. */
export function fenceAt(line: string): Fence | null {
  const [, indent = '', marks = '', rest = ''] = TICKS.exec(line) ?? TILDES.exec(line) ?? [];
  if (marks === '') return null;
  const language = INFO.exec(rest)?.[1];
  const first = language === undefined ? rest.trimStart() : null;
  return { indent: indent.length, marks, language: language ?? '', first };
}

/** What of this line is still code, and whether the fence ends with it. */
export function codeOf(line: string, fence: Fence): { text: string | null; closed: boolean } {
  const [mark = '`'] = fence.marks;
  const trimmed = line.trim();
  const all = trimmed.length >= fence.marks.length && trimmed === mark.repeat(trimmed.length);
  if (all) return { text: null, closed: true };
  const inner = line.slice(Math.min(fence.indent, line.length - line.trimStart().length));
  // People also close it behind the last word.
  const before = inner.slice(0, -fence.marks.length);
  if (mark === '`' && inner.endsWith(fence.marks) && !before.includes('`'))
    return { text: before, closed: true };
  return { text: inner, closed: false };
}

/** @param text what somebody wrote; @returns its blocks, from top to bottom. */
export const blocksOf = (text: string): Block[] =>
  readBlocks(text.split('\n')).map(({ block }) => block);

/** Reads lines into blocks; every block says where it came from. */
export function readBlocks(lines: readonly string[], depth = 0): Read[] {
  const found: Read[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const { block, lines: taken } = readOne(lines, at, depth);
    found.push({ block, lines: taken, from: at });
    at += taken;
  }
  return found;
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';

const readers = [readCode, readQuote, readList, readHeading, readRule];

function readOne(lines: readonly string[], at: number, depth: number): Omit<Read, 'from'> {
  for (const read of readers) {
    const found = read(lines, at, depth);
    if (found) return found;
  }
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]) && !begins(lines[end] ?? '', depth)) end++;
  return { block: { kind: 'paragraph', text: lines.slice(at, end).join('\n') }, lines: end - at };
}

/** Whether a line is the first of something other than a paragraph. */
const begins = (line: string, depth: number): boolean =>
  fenceAt(line) !== null ||
  HEADING.test(line) ||
  RULE.test(line) ||
  (depth < DEPTH && (QUOTE.test(line) || isItem(line)));

const isItem = (line: string): boolean => (ITEM.exec(line)?.[1]?.length ?? 9) < 4;

function readCode(lines: readonly string[], at: number): Omit<Read, 'from'> | null {
  const fence = fenceAt(lines[at] ?? '');
  if (!fence) return null;
  const code: string[] = fence.first === null ? [] : [fence.first];
  let end = at + 1;
  let closed = false;
  while (end < lines.length && !closed) {
    const next = codeOf(lines[end++] ?? '', fence);
    closed = next.closed;
    if (next.text !== null) code.push(next.text);
  }
  const block = { kind: 'code', text: code.join('\n'), language: fence.language } as const;
  return { block: closed ? block : { ...block, open: true }, lines: end - at };
}

function readQuote(lines: readonly string[], at: number, depth: number): Omit<Read, 'from'> | null {
  let end = at;
  while (depth < DEPTH && end < lines.length && QUOTE.test(lines[end] ?? '')) end++;
  if (end === at) return null;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { block: { kind: 'quote', blocks: inside(inner, depth) }, lines: end - at };
}

function readList(lines: readonly string[], at: number, depth: number): Omit<Read, 'from'> | null {
  if (depth >= DEPTH || !isItem(lines[at] ?? '')) return null;
  const base = ITEM.exec(lines[at] ?? '')?.[1]?.length ?? 0;
  const counted = ITEM.exec(lines[at] ?? '')?.[2] !== undefined;
  const items: Item[] = [];
  let end = at;
  while (end < lines.length) {
    const marker = ITEM.exec(lines[end] ?? '');
    if (!marker || (marker[1] ?? '').length >= base + 2 || (marker[2] !== undefined) !== counted)
      break;
    const inner = [(lines[end] ?? '').slice(marker[0].length)];
    end++;
    for (;;) {
      const next = nextFilled(lines, end);
      const indent = indentOf(lines[next] ?? '');
      if (next >= lines.length || indent < base + 2) break;
      for (; end < next; end++) inner.push('');
      inner.push((lines[end++] ?? '').slice(Math.min(indent, marker[0].length)));
    }
    const blocks = inside(inner, depth);
    items.push(counted ? { number: Number(marker[2]), blocks } : { blocks });
    const next = nextFilled(lines, end);
    if (next < lines.length && ITEM.test(lines[next] ?? '')) end = next;
  }
  return { block: { kind: 'list', items }, lines: end - at };
}

function readHeading(lines: readonly string[], at: number): Omit<Read, 'from'> | null {
  const line = lines[at] ?? '';
  if (!HEADING.test(line)) return null;
  return { block: { kind: 'heading', text: line.replace(HEADING, '').trimEnd() }, lines: 1 };
}

function readRule(lines: readonly string[], at: number): Omit<Read, 'from'> | null {
  return RULE.test(lines[at] ?? '') ? { block: { kind: 'rule' }, lines: 1 } : null;
}

const inside = (lines: readonly string[], depth: number): Block[] =>
  readBlocks(lines, depth + 1).map(({ block }) => block);

const indentOf = (line: string): number => line.length - line.trimStart().length;

function nextFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}
