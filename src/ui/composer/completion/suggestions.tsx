import type { Signal } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { RoomModel } from '../../room/room-model.ts';
import { addStyles } from '../../theme/styles.ts';
import { Completion } from './completion.ts';
import { OptionList } from './option-list.tsx';
import css from './suggestions.css' with { type: 'text' };

addStyles(css);

type Props = {
  room: RoomModel;
  /** The DOM id of the list. */
  id: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Gives the field access to the completion. */
  aid: Signal<Completion | null>;
};

/** Suggests names and emoji while the user types in a field. */
export function Suggestions({ room, id, field, aid }: Props): JSX.Element {
  const completion = useMemo(() => new Completion(room), [room]);
  useLayoutEffect(() => {
    aid.value = completion;
    // The text typed while this was loading may already contain a query.
    if (field.current) void completion.look(field.current);
    return () => {
      aid.value = null;
    };
  }, [completion]);
  return (
    <OptionList
      room={room}
      id={id}
      completion={completion}
      onChoose={(index) => field.current && completion.choose(index, field.current)}
    />
  );
}
