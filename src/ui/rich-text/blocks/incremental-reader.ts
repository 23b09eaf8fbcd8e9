// A text that arrives piece by piece. What can't change any more is read once and kept as it is, the
// same object for good, so that whoever draws it need not draw it again.

import { ElementBudget } from '../element-budget.ts';
import { type Block, codeBlock, type Read, readBlocks } from './blocks.ts';
import { codeOf, type Fence, fenceAt } from './fences.ts';
import { mayBeDashes } from './tables.ts';

/** A last line that may become anything: it is shown once it has decided. */
const UNDECIDED = /^\s*(?:[-*#>`~]+|\d{1,3}\.?|[-*] \[[ xX]?\]?|\$\$|\\\[) ?$/;

/** From this length on, one unfinished block is read again only when it has grown by a sixteenth. */
const LONG = 8192;

/** Reads a growing text; the sum of its pieces gives what the whole would have given. */
export class IncrementalReader {
  readonly #done: Block[] = [];
  #rest = '';
  /** What the blocks that are done have left of the budget. */
  #budget = new ElementBudget();
  #shown: readonly Block[] = [];
  #readAt = 0;
  #code: { fence: Fence; text: string } | null = null;

  /** Takes the next piece. @returns all blocks up to now, the last of them perhaps open. */
  add(piece: string): readonly Block[] {
    this.#rest += piece;
    if (this.#code) this.#takeCode();
    if (!this.#code && this.#rest.length >= this.#readAt) this.#read();
    const open = this.#code ? [this.#openCode(this.#code)] : this.#shown;
    return [...this.#done, ...open];
  }

  /** No more comes. @returns all blocks. */
  end(): readonly Block[] {
    if (this.#code) this.#takeCode('\n');
    if (this.#code) return [...this.#done, this.#codeOf(this.#code.text, true)];
    return [...this.#done, ...this.#blocksOf(this.#rest.split('\n')).map(({ block }) => block)];
  }

  #blocksOf = (lines: readonly string[]): Read[] => readBlocks(lines, this.#budget.copy());

  #read(): void {
    const lines = this.#rest.split('\n');
    const found = this.#blocksOf(lines);
    // Whatever has another block behind it, on a line that is whole, is over.
    const whole = lines.length - 1;
    // A table is one once the line below its head is whole, too.
    const isSure = ({ from, block }: Read) => from < whole - (block.kind === 'table' ? 1 : 0);
    const current = found.findLast(isSure) ?? found[0];
    if (current) {
      const over = found.slice(0, found.indexOf(current));
      this.#done.push(...over.map(({ block }) => block));
      this.#budget = over.at(-1)?.budget ?? this.#budget;
      this.#rest = lines.slice(current.from).join('\n');
      const isCode = current.from < whole && current.block.kind === 'code';
      if (isCode && this.#startCode(lines[current.from] ?? '')) return;
    }
    this.#readAt = this.#rest.length < LONG ? 0 : this.#rest.length * (17 / 16);
    const shown = this.#blocksOf(this.#decided()).map(({ block }) => block);
    this.#shown = shown.map((block, i) => (i === shown.length - 1 ? opened(block) : block));
  }

  /** The lines that may be shown: not those that may yet be something else. */
  #decided(): string[] {
    const lines = this.#rest.split('\n');
    const isHidden = UNDECIDED.test(lines.at(-1) ?? '');
    if (isHidden) lines.pop();
    // Below a line that is blank and whole, no table goes on.
    if (isHidden && lines.at(-1)?.trim() === '') return lines;
    // A line of bars is a table's, or not, once the line behind it is there.
    const mayBeHead =
      isBarred(lines.at(-1)) || (isBarred(lines.at(-2)) && mayBeDashes(lines.at(-1)));
    if (!mayBeHead || this.#blocksOf(lines).at(-1)?.block.kind === 'table') return lines;
    if (isBarred(lines.at(-2)) && mayBeDashes(lines.at(-1))) lines.pop();
    if (isBarred(lines.at(-1))) lines.pop();
    return lines;
  }

  /** Code is only ever added to, however long it gets. */
  #startCode(line: string): boolean {
    const fence = fenceAt(line);
    if (!fence) return false;
    this.#code = { fence, text: fence.first === null ? '' : `${fence.first}\n` };
    this.#shown = [];
    this.#rest = this.#rest.slice(line.length + 1);
    this.#takeCode();
    if (!this.#code) this.#read();
    return true;
  }

  #takeCode(end = ''): void {
    const code = this.#code;
    if (!code) return;
    this.#rest += end;
    let from = 0;
    for (let to = this.#rest.indexOf('\n'); to >= 0; to = this.#rest.indexOf('\n', from)) {
      const { text, closed } = codeOf(this.#rest.slice(from, to), code.fence);
      from = to + 1;
      if (text !== null) code.text += `${text}\n`;
      if (!closed) continue;
      this.#done.push(this.#codeOf(code.text, false));
      this.#code = null;
      this.#readAt = 0;
      break;
    }
    this.#rest = this.#rest.slice(from);
  }

  #openCode({ fence, text }: { fence: Fence; text: string }): Block {
    return codeBlock(
      `${text}${withoutClosing(this.#rest)}`,
      fence.language,
      true,
      this.#budget.copy(),
    );
  }

  /** The code so far, paid for. @param lines each with its end. */
  #codeOf(lines: string, open: boolean): Block {
    return codeBlock(lines.slice(0, -1), this.#code?.fence.language ?? '', open, this.#budget);
  }
}

const isBarred = (line = ''): boolean => line.trimStart().startsWith('|');

/** Without what may yet end the code: marks at the end of its last line. */
function withoutClosing(line: string): string {
  const trimmed = line.trimEnd();
  let end = trimmed.length;
  while (end > 0 && '`~$'.includes(trimmed.charAt(end - 1))) end--;
  return end < trimmed.length ? line.slice(0, end) : line;
}

/** The same block, the last text in it marked as unfinished. */
function opened(block: Block): Block {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return { ...block, open: true };
    case 'quote':
      return { ...block, blocks: openLast(block.blocks, opened) };
    case 'list':
      return {
        ...block,
        items: openLast(block.items, (item) => ({
          ...item,
          blocks: openLast(item.blocks, opened),
        })),
      };
    default:
      return block;
  }
}

const openLast = <T>(all: readonly T[], open: (last: T) => T): readonly T[] =>
  all.map((one, i) => (i === all.length - 1 ? open(one) : one));
