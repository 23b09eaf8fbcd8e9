import type { JSX } from 'preact';
import { setComposerContext } from '../../composer/composer-context.ts';
import { keepDraft } from '../../composer/drafts.ts';
import type { WordsInDialogs } from '../../i18n/with-dialog-words.ts';
import { menuIcons } from '../../overlays/menu-icons.ts';
import { pageActions } from '../../room/page-actions.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { SvgIcon } from '../../theme/icons.tsx';
import { lazyIcons } from '../../theme/lazy-icons.ts';

type Props = { room: RoomModel; words: WordsInDialogs };

/** Suggested first messages. They are put into the field, never sent automatically. */
export function Suggestions({ room, words }: Props): JSX.Element {
  const { invite } = pageActions(room).value;
  const assistant = room.assistant.value;
  const write = (text: string) => () => {
    keepDraft(room, text);
    setComposerContext(room, { at: 'new' });
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
