import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { lazy } from '../lazy/lazy.ts';
import type { RoomModel } from '../room-model.ts';
import type { Line } from './blocks.ts';
import { addressesFor } from './finder.ts';
import { inlineOf } from './inline.ts';
import { drawn } from './inline-views.tsx';
import { useInTurn } from './use-in-turn.ts';

const names = lazy(() => import('../known-names.ts').then(({ knownIn }) => knownIn));

type LineProps = { room: RoomModel; line: Line & { readonly open?: true } };

/** A line of text with what is marked up in it. */
export function LineView({ room, line }: LineProps): JSX.Element {
  const { text, elements, open } = line;
  // Only who names somebody is drawn again when somebody comes.
  const knownNow = elements > 0 && /[@＠﹫]/.test(text) ? names()?.(room) : undefined;
  const known = useInTurn(knownNow, undefined, elements);
  const addressesNow = elements > 0 ? addressesFor(text) : null;
  const addresses = useInTurn(addressesNow, null, elements);
  const views = useMemo(
    () => drawn(room, inlineOf(text, { elements, open, addresses, mentionAt: known?.mentionAt })),
    [room, text, elements, open, known, addresses],
  );
  return <>{views}</>;
}
