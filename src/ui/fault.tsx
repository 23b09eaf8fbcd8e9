import type { JSX } from 'preact';
import type { Failure } from '../client/index.ts';
import { allWords } from './languages/en-more.ts';
import type { RoomModel } from './room-model.ts';

/** What went wrong, in words. */
export const Fault = ({ room, fault }: { room: RoomModel; fault: Failure }): JSX.Element => (
  <>{allWords(room.words).fault(fault)}</>
);
