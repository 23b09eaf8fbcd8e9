import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { lazy } from '../../lazy/lazy.ts';
import type { RoomModel } from '../../room/room-model.ts';
import type { Line } from '../blocks/blocks.ts';
import { addressesFor } from '../links/lazy-addresses.ts';
import { useDeferred } from '../use-deferred.ts';
import { inlineOf } from './inline.ts';
import { renderInlines } from './inline-views.tsx';

const names = lazy(() =>
  import('../../people/mentionable-names.ts').then(({ mentionableNames }) => mentionableNames),
);

type LineProps = { room: RoomModel; line: Line & { readonly open?: true } };

/** Renders a line with its inline markup. */
export function LineView({ room, line }: LineProps): JSX.Element {
  const { text, elements, open } = line;
  // Only texts with a mention subscribe to the list of people, and render again when it changes.
  const knownNow = elements > 0 && /[@＠﹫]/.test(text) ? names()?.(room) : undefined;
  const known = useDeferred(knownNow, undefined, elements);
  const addressesNow = elements > 0 ? addressesFor(text) : null;
  const addresses = useDeferred(addressesNow, null, elements);
  const views = useMemo(
    () =>
      renderInlines(
        room,
        inlineOf(text, { elements, open, addresses, mentionAt: known?.mentionAt }),
      ),
    [room, text, elements, open, known, addresses],
  );
  return <>{views}</>;
}
