import type { JSX } from 'preact';
import { compose } from '../compose.ts';
import { keepDraft } from '../drafts.ts';
import type { WordsInDialogs } from '../i18n/with-dialog-words.ts';
import { menuIcons } from '../menu/menu-icons.ts';
import type { RoomModel } from '../room-model.ts';
import { shellOf } from '../shell.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { lazyIcons } from '../theme/lazy-icons.ts';

type Props = { room: RoomModel; words: WordsInDialogs };

/** Ways to begin. What one may say is put into the field, and sent by nobody but oneself. */
export function Suggestions({ room, words }: Props): JSX.Element {
  const { invite } = shellOf(room).value;
  const assistant = room.assistant.value;
  const write = (text: string) => () => {
    keepDraft(room, text);
    compose(room, { at: 'new' });
  };
  return (
    <div class="suggestions">
      <button type="button" class="outlined" onClick={write(words.hello)}>
        <SvgIcon path={lazyIcons.smile} />
        {words.sayHello}
      </button>
      {assistant && (
        <button type="button" class="outlined" onClick={write(`@${assistant.name} `)}>
          <SvgIcon path={menuIcons.spark} />
          {words.ask(assistant.name)}
        </button>
      )}
      {invite && (
        <button type="button" class="outlined" onClick={invite}>
          <SvgIcon path={menuIcons.invite} />
          {words.invitePeople}
        </button>
      )}
    </div>
  );
}
