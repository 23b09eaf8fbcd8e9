import { useComputed } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { loadFrame } from '../bundles/load-frame.ts';
import { pageWords } from '../i18n/feature-words/page.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import { ownAnswer } from '../message/answer/own-answer.ts';
import { MenuButton } from '../overlays/menu-button.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { lazyIcons } from '../theme/lazy-icons.ts';
import { addStyles } from '../theme/styles.ts';
import css from './field-tools.css' with { type: 'text' };

addStyles(css);

const EmojiPopup = lazyView(loadFrame, 'EmojiPopup');
const InsertMenu = lazyView(() => import('./insert-menu.tsx'), 'InsertMenu');
const AnswerControl = lazyView(
  () => import('../message/answer/answer-control.tsx'),
  'AnswerControl',
);

export type FieldToolsProps = { room: RoomModel; field: RefObject<HTMLTextAreaElement | null> };

/** The buttons in the composer: insert menu, emoji picker, and the control of the user's answer. */
export function FieldTools({ room, field }: FieldToolsProps): JSX.Element {
  const emojiRequest = room.emojiRequest.value;
  const answer = useComputed(() =>
    ownAnswer(room.messages.value, room.you.value?.id, room.outbox.value.length > 0),
  ).value;

  function write(sign: string): void {
    // Already loaded with the picker.
    void loadFrame().then(({ replaceText }) => field.current && replaceText(field.current, sign));
  }

  return (
    <>
      <MenuButton
        label={pageWords(room.words).insert}
        opens="up"
        onHover={() => void InsertMenu.load()}
        menu={(onClose) => <InsertMenu room={room} field={field} onClose={onClose} />}
      >
        <SvgIcon path={lazyIcons.plus} />
      </MenuButton>
      <button
        type="button"
        class="emoji-button"
        aria-label={room.words.emoji}
        title={room.words.emoji}
        aria-haspopup="dialog"
        aria-expanded={emojiRequest !== null}
        onClick={() => {
          room.emojiRequest.value = emojiRequest
            ? null
            : { onPick: write, onEnd: () => field.current?.focus() };
        }}
      >
        <SvgIcon path={lazyIcons.smile} />
      </button>
      {answer && (
        <AnswerControl
          key={answer.id}
          room={room}
          answer={answer}
          onGone={() => field.current?.focus()}
        />
      )}
      <EmojiPopup room={room} />
    </>
  );
}
