import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { ASSISTANT_ID } from '../../../client/app/text.ts';
import type { User } from '../../../client/index.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { SvgIcon } from '../../theme/icons.tsx';
import { addStyles } from '../../theme/styles.ts';
import css from './avatar.css' with { type: 'text' };
import { initialsOf } from './initials.ts';
import { userHuesIn } from './user-colors.ts';

addStyles(css);

const SPARKLE =
  'M8.5 3.5q.6 5 5.5 5.5-4.9.5-5.5 5.5-.6-5-5.5-5.5 4.9-.5 5.5-5.5M15 12.5q.3 2.3 2.5 2.5-2.2.2-2.5 2.5-.3-2.3-2.5-2.5 2.2-.2 2.5-2.5';

type Props = { room: RoomModel; user: User };

/**
 * A user's initials on their color, sized by `--avatar-size`. Hidden from screen readers, since the name is
 * always beside it.
 */
export function Avatar({ room, user: { id, name } }: Props): JSX.Element {
  const hue = useComputed(() => userHuesIn(room).value(id)).value;
  // By id, because answers remain after the assistant is disabled.
  if (id === ASSISTANT_ID)
    return (
      <span class="avatar assistant" aria-hidden="true">
        <SvgIcon path={SPARKLE} />
      </span>
    );
  // Rendered by CSS, so that the initials are neither selected nor translated.
  return (
    <span
      class="avatar"
      aria-hidden="true"
      data-initials={initialsOf(name)}
      style={{ '--hue': hue }}
    />
  );
}
