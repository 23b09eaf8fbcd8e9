// A text that arrives piece by piece. What can't change any more is read once and kept as it is, the
// same object for good, so that whoever draws it need not draw it again.
import { type Block, codeOf, type Fence, fenceAt, readBlocks } from './blocks.ts';

/** A last line that may become anything: it is shown once it has decided. */
const UNDECIDED = /^\s*(?:[-*#>`~]+|\d{1,3}\.?) ?$/;

/** The end of a line of code that may yet end the code. */
const CLOSING = /[`~]+\s*$/;

/** From this length on, one unfinished block is read again only when it has grown by a sixteenth. */
const LONG = 8192;

/** Reads a growing text; the sum of its pieces gives what the whole would have given. */
export class Growing {
  readonly #done: Block[] = [];
  #rest = '';
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
    const code = this.#code && codeBlock(this.#code.text, this.#code.fence, true);
    const last = code ? [code] : readBlocks(this.#rest.split('\n')).map(({ block }) => block);
    return [...this.#done, ...last];
  }

  #read(): void {
    const lines = this.#rest.split('\n');
    const found = readBlocks(lines);
    // Whatever has another block behind it, on a line that is whole, is over.
    const whole = lines.length - 1;
    const current = found.findLast(({ from }) => from < whole) ?? found[0];
    if (current) {
      this.#done.push(...found.slice(0, found.indexOf(current)).map(({ block }) => block));
      this.#rest = lines.slice(current.from).join('\n');
      if (current.from < whole && this.#startCode(lines[current.from] ?? '')) return;
    }
    this.#readAt = this.#rest.length < LONG ? 0 : this.#rest.length * (17 / 16);
    const rest = this.#rest.split('\n');
    if (UNDECIDED.test(rest.at(-1) ?? '')) rest.pop();
    const shown = readBlocks(rest).map(({ block }) => block);
    this.#shown = shown.map((block, i) => (i === shown.length - 1 ? opened(block) : block));
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
      this.#done.push(codeBlock(code.text, code.fence, false));
      this.#code = null;
      this.#readAt = 0;
      break;
    }
    this.#rest = this.#rest.slice(from);
  }

  #openCode({ fence, text }: { fence: Fence; text: string }): Block {
    return codeBlock(`${text}${this.#rest.replace(CLOSING, '')}\n`, fence, true);
  }
}

const codeBlock = (lines: string, { language }: Fence, open: boolean): Block => ({
  kind: 'code',
  text: lines.slice(0, -1),
  language,
  ...(open && { open: true }),
});

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
