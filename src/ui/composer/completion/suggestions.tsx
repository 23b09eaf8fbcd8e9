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
  /** The id that the list has while there is one. */
  id: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Where the field finds whom to tell of keys and changes. */
  aid: Signal<Completion | null>;
};

/** Offers names and emoji for what is being typed in a field. */
export function Suggestions({ room, id, field, aid }: Props): JSX.Element {
  const completion = useMemo(() => new Completion(room), [room]);
  useLayoutEffect(() => {
    aid.value = completion;
    // What was typed until this was loaded may already ask for something.
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
