import type { JSX } from 'preact';
import type { Failure } from '../../client/index.ts';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';

/** An error about a name, in the reader's language. */
export const NameError = ({ room, fault }: { room: RoomModel; fault: Failure }): JSX.Element => (
  <>
    {allWords(room.words).fault(
      fault.code === 'bad_request' ? { ...fault, code: 'bad_name' } : fault,
    )}
  </>
);
