import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { User } from '../../client/index.ts';
import type { RoomModel } from '../room/room-model.ts';
import { namesakesIn } from './namesakes.ts';

/** The suffix that distinguishes people with similar names; nothing if the name is unique. */
export function NameSuffix({ room, user }: { room: RoomModel; user: User }): JSX.Element | null {
  const mark = useComputed(() => namesakesIn(room).value.markOf(user)).value;
  return mark === '' ? null : <small class="hint"> {mark}</small>;
}
