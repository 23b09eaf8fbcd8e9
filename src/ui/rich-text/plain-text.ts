// Texts without markup, for single lines and for screen readers.
import { signal } from '@preact/signals';
import { importWithRetry } from '../lazy/import-with-retry.ts';
import { type Block, blocksOf, hasWords, type Line } from './blocks/blocks.ts';
import { displayText } from './display-text.ts';
import type { inlineOf } from './inline/inline.ts';
import type { Inline } from './inline/inline-model.ts';

/** The most UTF-16 units that are parsed per wanted character, because markup takes space. */
const UNITS_PER_CHAR = 4;

const lineReader = signal<typeof inlineOf | null>(null);
let loading: Promise<void> | null = null;

/** Loads the parser of inline markup. Until then, lines include their markup. */
export function loadPlainText(): Promise<void> {
  loading ??= importWithRetry(() => import('./inline/inline.ts')).then(({ inlineOf }) => {
    lineReader.value = inlineOf;
  });
  return loading;
}

/**
 * Removes the markup of a text. Subscribes the calling effect or component.
 * @param chars the most UTF-16 units that are needed.
 */
export function plainText(text: string, chars = Number.POSITIVE_INFINITY): string {
  void loadPlainText();
  const read = cut(text, chars * UNITS_PER_CHAR);
  const blocks = blocksOf(read);
  const words = hasWords(blocks) ? blocks.map(wordsOf).join('\n') : read;
  return cut(displayText(words), chars);
}

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return wordsOfLine(block);
    case 'code':
      return block.text;
    case 'rule':
      return '—';
    case 'quote':
      return block.blocks.map(wordsOf).join('\n');
    case 'list':
      return block.items
        .map(({ number, done, blocks }) => {
          const marker = done === undefined ? (number ?? '•') : done ? '☑' : '☐';
          return `${marker} ${blocks.map(wordsOf).join('\n')}`;
        })
        .join('\n');
    case 'table':
      return [block.head, ...block.rows]
        .map((cells) => cells.map(wordsOfLine).join(' | '))
        .join('\n');
  }
}

function wordsOfLine({ text, elements }: Line): string {
  const inlines = lineReader.value?.(text, { elements });
  return inlines ? plainOf(inlines) : text;
}

/** @returns the text of a line. */
const plainOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      return 'children' in inline ? plainOf(inline.children) : inline.text;
    })
    .join('');

/** Cuts a text, but never within a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}
