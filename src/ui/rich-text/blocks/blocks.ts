// Parses the blocks of a text, line by line: only the Markdown that people and models use in chats.
// The parser looks ahead by one line at most, so appending to a text only changes its end.
import { hasDirectionControls } from '../display-text.ts';
import { ElementBudget } from '../element-budget.ts';
import { codeOf, fenceAt } from './fences.ts';
import { type Align, cellsOf, tableHeadAt } from './tables.ts';

/** A line of text, and the most elements that its inline markup may become. */
export type Line = { readonly text: string; readonly elements: number };

export type Block =
  /** `open`: the text may continue. */
  | ({ readonly kind: 'paragraph'; readonly open?: true } & Line)
  | ({ readonly kind: 'heading'; readonly level: number; readonly open?: true } & Line)
  | Code
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | Table
  | { readonly kind: 'rule' };

export type Code = {
  readonly kind: 'code';
  readonly text: string;
  readonly language: string;
  readonly open?: true;
};

export type Table = {
  readonly kind: 'table';
  readonly head: readonly Line[];
  readonly rows: readonly (readonly Line[])[];
  readonly aligns: readonly Align[];
};

/**
 * A list item. `number` is the number that the writer used, `done` the state of a task; both are
 * optional.
 */
export type Item = {
  readonly number?: number;
  readonly done?: boolean;
  readonly blocks: readonly Block[];
};

/** A block, the number of its lines, its first line, and the remaining budget. */
export type Read = {
  readonly block: Block;
  readonly lines: number;
  readonly from: number;
  readonly budget: ElementBudget;
};

/** The state of the parser: the nesting depth and the remaining elements. */
type Place = { readonly depth: number; readonly budget: ElementBudget };
type Found = Pick<Read, 'block' | 'lines'>;

/** Deeper quotes and lists stay plain text. */
const DEPTH = 6;
/** The elements of a code block: its header, its button, and markers of direction controls. */
const CODE_ELEMENTS = 10;
const CONTROLS_IN_CODE = 16;

const QUOTE = /^ {0,3}>(?: |$|(?=>))/;
const HEADING = /^ {0,3}(#{1,6}) +(?=\S)/;
const RULE = /^ {0,3}(?:-{3,}|\*{3})\s*$/;
/** At most three digits, because a year at the start of a line is not a list number. */
const ITEM = /^( *)(?:[-*]|(\d{1,3})\.) +(?=\S)/;
const TASK = /^\[([ xX])\] +(?=\S)/;

/**
 * @param text a message's text.
 * @returns its blocks in order.
 */
export const blocksOf = (text: string): readonly Block[] => readText(text).blocks;

/** @returns the blocks of a text, and the most elements that they may become. */
export function readText(text: string): {
  readonly blocks: readonly Block[];
  readonly elements: number;
} {
  const budget = new ElementBudget();
  const blocks = readBlocks(text.split('\n'), budget).map(({ block }) => block);
  return { blocks, elements: budget.spent };
}

/** @returns the lines of a block at any depth. */
export function linesIn(block: Block): readonly Line[] {
  switch (block.kind) {
    case 'quote':
      return block.blocks.flatMap(linesIn);
    case 'list':
      return block.items.flatMap(({ blocks }) => blocks.flatMap(linesIn));
    case 'table':
      return [block.head, ...block.rows].flat();
    case 'code':
      return [{ text: block.text, elements: 0 }];
    case 'rule':
      return [];
    default:
      return [block];
  }
}

/** Whether anything remains without the markup: `>` or `---` alone has no words. */
export const hasWords = (blocks: readonly Block[]): boolean =>
  blocks.flatMap(linesIn).some(({ text }) => text.trim() !== '');

/** Parses lines into blocks, each with its first line and the remaining budget. */
export function readBlocks(lines: readonly string[], budget: ElementBudget, depth = 0): Read[] {
  const found: Read[] = [];
  const place = { budget, depth };
  let at = nextFilled(lines, 0);
  while (at < lines.length) {
    const { block, lines: taken } = readOne(lines, at, place);
    found.push({ block, lines: taken, from: at, budget: budget.copy() });
    at = nextFilled(lines, at + taken);
  }
  return found;
}

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';

const readers = [readCode, readQuote, readList, readHeading, readRule, readTable];

function readOne(lines: readonly string[], at: number, place: Place): Found {
  const { budget } = place;
  if (budget.isSpent) {
    const text = lines.slice(at).join('\n');
    budget.read(text.length);
    return { block: { kind: 'paragraph', text, elements: 0 }, lines: lines.length - at };
  }
  for (const read of readers) {
    const found = read(lines, at, place);
    if (found) return found;
  }
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]) && !begins(lines, end, place.depth)) end++;
  budget.spend(1);
  const text = lines.slice(at, end).join('\n');
  return {
    block: { kind: 'paragraph', text, elements: budget.line(text) },
    lines: end - at,
  };
}

/** Whether a line starts a block other than a paragraph. */
function begins(lines: readonly string[], at: number, depth: number): boolean {
  const line = lines[at] ?? '';
  return (
    fenceAt(line) !== null ||
    HEADING.test(line) ||
    RULE.test(line) ||
    (depth < DEPTH && (QUOTE.test(line) || isItem(line))) ||
    tableHeadAt(line, lines[at + 1]) !== null
  );
}

const isItem = (line: string): boolean => (ITEM.exec(line)?.[1]?.length ?? 9) < 4;

function readCode(lines: readonly string[], at: number, { budget }: Place): Found | null {
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
  return { block: codeBlock(code.join('\n'), fence.language, !closed, budget), lines: end - at };
}

/** Creates a code block and charges the budget for it. */
export function codeBlock(
  text: string,
  language: string,
  open: boolean,
  budget: ElementBudget,
): Code {
  budget.spend(CODE_ELEMENTS + (hasDirectionControls(text) ? CONTROLS_IN_CODE : 0));
  budget.read(text.length);
  return { kind: 'code', text, language, ...(open && { open }) };
}

function readQuote(lines: readonly string[], at: number, { depth, budget }: Place): Found | null {
  let end = at;
  while (depth < DEPTH && end < lines.length && QUOTE.test(lines[end] ?? '')) end++;
  if (end === at) return null;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  budget.spend(1);
  return { block: { kind: 'quote', blocks: inside(inner, depth, budget) }, lines: end - at };
}

function readList(lines: readonly string[], at: number, { depth, budget }: Place): Found | null {
  if (depth >= DEPTH || !isItem(lines[at] ?? '')) return null;
  const base = ITEM.exec(lines[at] ?? '')?.[1]?.length ?? 0;
  const counted = ITEM.exec(lines[at] ?? '')?.[2] !== undefined;
  const items: Item[] = [];
  let end = at;
  budget.spend(1);
  while (end < lines.length && (end === at || !budget.isSpent)) {
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
    items.push(itemOf(inner, counted ? Number(marker[2]) : undefined, depth, budget));
    const next = nextFilled(lines, end);
    if (next < lines.length && ITEM.test(lines[next] ?? '')) end = next;
  }
  return { block: { kind: 'list', items }, lines: end - at };
}

function itemOf(
  lines: readonly string[],
  number: number | undefined,
  depth: number,
  budget: ElementBudget,
): Item {
  const [first = '', ...others] = lines;
  const [marker = '', sign] = TASK.exec(first) ?? [];
  budget.spend(1);
  // A task's checkbox and its label.
  if (sign) budget.spend(2);
  return {
    ...(number !== undefined && { number }),
    ...(sign && { done: sign !== ' ' }),
    blocks: inside([first.slice(marker.length), ...others], depth, budget),
  };
}

function readHeading(lines: readonly string[], at: number, { budget }: Place): Found | null {
  const [marker = '', signs = ''] = HEADING.exec(lines[at] ?? '') ?? [];
  if (marker === '') return null;
  const text = (lines[at] ?? '').slice(marker.length).trimEnd();
  budget.spend(1);
  const elements = budget.line(text);
  return { block: { kind: 'heading', level: signs.length, text, elements }, lines: 1 };
}

function readRule(lines: readonly string[], at: number, { budget }: Place): Found | null {
  if (!RULE.test(lines[at] ?? '')) return null;
  budget.spend(1);
  return { block: { kind: 'rule' }, lines: 1 };
}

function readTable(lines: readonly string[], at: number, { budget }: Place): Found | null {
  const top = tableHeadAt(lines[at] ?? '', lines[at + 1]);
  if (!top) return null;
  const { names, aligns } = top;
  // Fills in missing cells. Surplus cells are part of the last one.
  const rowOf = (cells: readonly string[]): Line[] => {
    budget.spend(1 + names.length);
    return names.map((_, i) => {
      const text = (i < names.length - 1 ? cells[i] : cells.slice(i).join(' | ')) ?? '';
      return { text, elements: budget.line(text) };
    });
  };
  const head = rowOf(names);
  const rows: Line[][] = [];
  let end = at + 2;
  while (end < lines.length && !budget.isSpent) {
    const line = lines[end] ?? '';
    if (isBlank(line) || !line.includes('|')) break;
    rows.push(rowOf(cellsOf(line)));
    end++;
  }
  return { block: { kind: 'table', head, rows, aligns }, lines: end - at };
}

const inside = (lines: readonly string[], depth: number, budget: ElementBudget): Block[] =>
  readBlocks(lines, budget, depth + 1).map(({ block }) => block);

const indentOf = (line: string): number => line.length - line.trimStart().length;

function nextFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}
