import type { JSX } from 'preact';
import type { RoomModel } from '../../room/room-model.ts';
import { displayText } from '../display-text.ts';
import { targetBeside } from '../links/links.ts';
import { type Inline, plainOf } from './inline-model.ts';

type View = JSX.Element | string;

/** Renders the parts of a line. */
export const renderInlines = (room: RoomModel, inlines: readonly Inline[]): View[] =>
  inlines.map((inline) => (typeof inline === 'string' ? displayText(inline) : one(room, inline)));

function one(room: RoomModel, inline: Exclude<Inline, string>): View {
  switch (inline.kind) {
    case 'strong':
      return <strong>{renderInlines(room, inline.children)}</strong>;
    case 'em':
      return <em>{renderInlines(room, inline.children)}</em>;
    case 'strike':
      return <s>{renderInlines(room, inline.children)}</s>;
    case 'code':
    case 'formula':
      return (
        <code dir="ltr" class={inline.kind === 'formula' ? 'formula' : undefined} translate={false}>
          {displayText(inline.text)}
        </code>
      );
    case 'link':
      return <Link room={room} {...inline} />;
    case 'mention':
      return <Mention room={room} text={inline.text} />;
    case 'controls':
      return <span class="turning">{inline.text}</span>;
  }
}

type LinkProps = { room: RoomModel; href: string; children: readonly Inline[] };

function Link({ room, href, children }: LinkProps): JSX.Element {
  const beside = targetBeside(plainOf(children), href);
  return (
    <>
      <a href={href} target="_blank" tabIndex={-1} rel="noopener noreferrer nofollow ugc">
        <bdi>{renderInlines(room, children)}</bdi>
      </a>
      {beside !== null && (
        <span class="target" dir="ltr" translate={false}>
          {` (${beside})`}
        </span>
      )}
    </>
  );
}

function Mention({ room, text }: { room: RoomModel; text: string }): JSX.Element {
  const own = room.you.value?.name.toLowerCase() === text.slice(1).toLowerCase();
  return (
    <bdi class="mention" data-own={own} translate={false}>
      {text}
    </bdi>
  );
}
