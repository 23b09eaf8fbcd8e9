// A short notation for rendered text, so that a test can state what it expects in one line.

import { MentionableNames } from '../../../../src/ui/people/mentionable-names.ts';
import {
  type Block,
  blocksOf,
  type Item,
  type Line,
} from '../../../../src/ui/rich-text/blocks/blocks.ts';
import { IncrementalReader } from '../../../../src/ui/rich-text/blocks/incremental-reader.ts';
import { inlineOf } from '../../../../src/ui/rich-text/inline/inline.ts';
import type { Inline } from '../../../../src/ui/rich-text/inline/inline-model.ts';
import { addresses } from '../../../../src/ui/rich-text/links/addresses.ts';

const known = new MentionableNames(['Ada', 'Ada Lovelace', 'Ben', '李雷']);
const signs = { strong: 'b', em: 'i', strike: 's' } as const;

/** Tags stand for the elements of the text: `<p>`, `<b>`, `<a address>` … */
export const told = (blocks: readonly Block[]): string => blocks.map(block).join('');

/** The whole text at once. */
export const whole = (text: string): string => told(blocksOf(text));

/** The text in pieces, once all have arrived. */
export function inPieces(pieces: readonly string[]): string {
  const growing = new IncrementalReader();
  for (const piece of pieces) growing.add(piece);
  return told(growing.end());
}

/** What is shown while more may arrive. */
export const soFar = (text: string): string => told(new IncrementalReader().add(text));

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return `<p>${line(one, one.open)}</p>`;
    case 'heading':
      return `<h${one.level}>${line(one, one.open)}</h${one.level}>`;
    case 'code':
      return `<pre ${one.language}>${one.text}</pre>`;
    case 'rule':
      return '<hr>';
    case 'quote':
      return `<q>${told(one.blocks)}</q>`;
    case 'list':
      return `<l>${one.items.map(item).join('')}</l>`;
    case 'table':
      return `<table>${[one.head, ...one.rows].map(row).join('')}</table>`;
  }
}

const item = ({ number, done, blocks }: Item): string =>
  `<li${number ?? ''}${done === undefined ? '' : done ? ' x' : ' o'}>${told(blocks)}`;

const row = (cells: readonly Line[]): string =>
  `<tr>${cells.map((cell) => `<td>${line(cell)}`).join('')}`;

const line = ({ text, elements }: Line, open?: boolean): string =>
  spans(inlineOf(text, { elements, open, addresses, mentionAt: known.mentionAt }));

const spans = (inlines: readonly Inline[]): string => inlines.map(span).join('');

function span(one: Inline): string {
  if (typeof one === 'string') return one;
  if (one.kind === 'code') return `<c>${one.text}</c>`;
  if (one.kind === 'formula') return `<f>${one.text}</f>`;
  if (one.kind === 'controls') return `<${one.text}>`;
  if (one.kind === 'mention') return `<${one.text}>`;
  if (one.kind === 'link') return `<a ${one.href}>${spans(one.children)}</a>`;
  return 'children' in one ? `<${signs[one.kind]}>${spans(one.children)}</${signs[one.kind]}>` : '';
}
