// Parses a text that grows. Blocks that can no longer change are parsed once and stay the same
// objects, so that they are not rendered again.

import { ElementBudget } from '../element-budget.ts';
import { type Block, codeBlock, type Read, readBlocks } from './blocks.ts';
import { codeOf, type Fence, fenceAt } from './fences.ts';
import { mayBeDashes } from './tables.ts';

/** A last line that may still become any kind of block is hidden until that is clear. */
const UNDECIDED = /^\s*(?:[-*#>`~]+|\d{1,3}\.?|[-*] \[[ xX]?\]?|\$\$|\\\[) ?$/;

/**
 * From this length on, an unfinished block is parsed again only after it has grown by a sixteenth.
 */
const LONG = 8192;

/** Parses a growing text. The final result is the same as for the whole text at once. */
export class IncrementalReader {
  readonly #done: Block[] = [];
  #rest = '';
  /** The budget that remains after the finished blocks. */
  #budget = new ElementBudget();
  #shown: readonly Block[] = [];
  #readAt = 0;
  #code: { fence: Fence; text: string } | null = null;

  /**
   * Appends a piece of text.
   * @returns all blocks so far; the last one may be open.
   */
  add(piece: string): readonly Block[] {
    this.#rest += piece;
    if (this.#code) this.#takeCode();
    if (!this.#code && this.#rest.length >= this.#readAt) this.#read();
    const open = this.#code ? [this.#openCode(this.#code)] : this.#shown;
    return [...this.#done, ...open];
  }

  /**
   * Ends the text.
   * @returns all blocks.
   */
  end(): readonly Block[] {
    if (this.#code) this.#takeCode('\n');
    if (this.#code) return [...this.#done, this.#codeOf(this.#code.text, true)];
    return [...this.#done, ...this.#blocksOf(this.#rest.split('\n')).map(({ block }) => block)];
  }

  #blocksOf = (lines: readonly string[]): Read[] => readBlocks(lines, this.#budget.copy());

  #read(): void {
    const lines = this.#rest.split('\n');
    const found = this.#blocksOf(lines);
    // A block is finished once another one follows it on a complete line.
    const whole = lines.length - 1;
    // A table is recognized once the line below its header is complete.
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

  /** @returns the lines that can be shown, without those that may still become something else. */
  #decided(): string[] {
    const lines = this.#rest.split('\n');
    const isHidden = UNDECIDED.test(lines.at(-1) ?? '');
    if (isHidden) lines.pop();
    // A complete blank line ends a table.
    if (isHidden && lines.at(-1)?.trim() === '') return lines;
    // A line of bars may be a table header until the next line is complete.
    const mayBeHead =
      isBarred(lines.at(-1)) || (isBarred(lines.at(-2)) && mayBeDashes(lines.at(-1)));
    if (!mayBeHead || this.#blocksOf(lines).at(-1)?.block.kind === 'table') return lines;
    if (isBarred(lines.at(-2)) && mayBeDashes(lines.at(-1))) lines.pop();
    if (isBarred(lines.at(-1))) lines.pop();
    return lines;
  }

  /** A code block only grows, so its lines are parsed once. */
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

  /**
   * @param lines the code so far, with line ends.
   * @returns the code block, charged to the budget.
   */
  #codeOf(lines: string, open: boolean): Block {
    return codeBlock(lines.slice(0, -1), this.#code?.fence.language ?? '', open, this.#budget);
  }
}

const isBarred = (line = ''): boolean => line.trimStart().startsWith('|');

/** Removes marks at the end of the last line, which may become the closing fence. */
function withoutClosing(line: string): string {
  const trimmed = line.trimEnd();
  let end = trimmed.length;
  while (end > 0 && '`~$'.includes(trimmed.charAt(end - 1))) end--;
  return end < trimmed.length ? line.slice(0, end) : line;
}

/** Marks the last text in a block as open. */
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
