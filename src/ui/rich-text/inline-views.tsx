import type { JSX } from 'preact';
import type { RoomModel } from '../room-model.ts';
import { type Inline, plainOf } from './inline-model.ts';
import { targetBeside } from './links.ts';

type View = JSX.Element | string;

/** Characters that turn the direction of what follows, and so can make a text read as another. */
const TURNING = /([\u202a-\u202e\u2066-\u2069])/;

/** What stands in a line, as nodes. */
export const drawn = (room: RoomModel, inlines: readonly Inline[]): View[] =>
  inlines.flatMap((inline) => (typeof inline === 'string' ? harmless(inline) : one(room, inline)));

/** Text with its turning characters made visible, and powerless. */
export function harmless(text: string): View[] {
  if (!TURNING.test(text)) return [text];
  return text
    .split(TURNING)
    .map((part, i) => (i % 2 === 0 ? part : <span class="turning">{codePoint(part)}</span>));
}

const codePoint = (char: string): string =>
  `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function one(room: RoomModel, inline: Exclude<Inline, string>): View {
  switch (inline.kind) {
    case 'strong':
      return <strong>{drawn(room, inline.children)}</strong>;
    case 'em':
      return <em>{drawn(room, inline.children)}</em>;
    case 'strike':
      return <s>{drawn(room, inline.children)}</s>;
    case 'code':
      return <code dir="ltr">{harmless(inline.text)}</code>;
    case 'link':
      return <Link room={room} {...inline} />;
    case 'mention':
      return <Mention room={room} text={inline.text} />;
  }
}

type LinkProps = { room: RoomModel; href: string; children: readonly Inline[] };

function Link({ room, href, children }: LinkProps): JSX.Element {
  const beside = targetBeside(plainOf(children), href);
  return (
    <>
      <a href={href} target="_blank" tabIndex={-1} rel="noopener noreferrer nofollow ugc">
        <bdi>{drawn(room, children)}</bdi>
      </a>
      {beside !== null && (
        <span class="target" dir="ltr">
          {` (${beside})`}
        </span>
      )}
    </>
  );
}

function Mention({ room, text }: { room: RoomModel; text: string }): JSX.Element {
  const own = room.you.value?.name.toLowerCase() === text.slice(1).toLowerCase();
  return (
    <bdi class="mention" data-own={own}>
      {text}
    </bdi>
  );
}
