import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { User } from '../../client/index.ts';
import type { RoomModel } from '../room/room-model.ts';
import { namesakesIn } from './namesakes.ts';

/** What tells somebody from others of the same name; nothing where there are none. */
export function NameSuffix({ room, user }: { room: RoomModel; user: User }): JSX.Element | null {
  const mark = useComputed(() => namesakesIn(room).value.markOf(user)).value;
  return mark === '' ? null : <small class="hint"> {mark}</small>;
}
