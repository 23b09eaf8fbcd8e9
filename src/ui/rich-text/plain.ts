// A text without its markup, for where there is room for one line or for the ears only.
import { type Block, blocksOf } from './blocks.ts';
import { inlineOf } from './inline.ts';
import { plainOf } from './inline-model.ts';

/** What was written, in words alone. */
export const plainText = (text: string): string => blocksOf(text).map(wordsOf).join('\n');

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return plainOf(inlineOf(block.text));
    case 'code':
      return block.text;
    case 'rule':
      return '—';
    case 'quote':
      return block.blocks.map(wordsOf).join('\n');
    case 'list':
      return block.items
        .map(({ number, blocks }) => `${number ?? '•'} ${blocks.map(wordsOf).join('\n')}`)
        .join('\n');
  }
}
