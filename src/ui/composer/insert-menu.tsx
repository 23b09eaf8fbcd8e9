import type { JSX, RefObject } from 'preact';
import { pageWords } from '../i18n/feature-words/page.ts';
import { type WordsInDialogs, withDialogWords } from '../i18n/with-dialog-words.ts';
import { type CloseMenu, Menu, MenuItem } from '../overlays/menu.tsx';
import { menuIcons } from '../overlays/menu-icons.ts';
import type { RoomModel } from '../room/room-model.ts';
import { replaceText } from './field/replace-text.ts';
import { insertedCode, insertedMention } from './insertions.ts';

type Props = { room: RoomModel; field: RefObject<HTMLTextAreaElement | null>; onClose: CloseMenu };

function Items({ room, words, field, onClose }: Props & { words: WordsInDialogs }): JSX.Element {
  const assistant = room.assistant.value;

  /** Applies a change at the selection. */
  function insert(change: (area: HTMLTextAreaElement) => void): void {
    onClose(false);
    const area = field.current;
    if (!area) return;
    area.focus();
    change(area);
  }

  const mention = (name: string) => (area: HTMLTextAreaElement) => {
    replaceText(area, insertedMention(area.value.slice(0, area.selectionStart), name));
  };

  function code(area: HTMLTextAreaElement): void {
    const { value, selectionStart, selectionEnd } = area;
    const { text, caret } = insertedCode(
      value.slice(0, selectionStart),
      value.slice(selectionStart, selectionEnd),
    );
    replaceText(area, text);
    area.setSelectionRange(selectionStart + caret, selectionStart + caret);
  }

  return (
    <Menu label={pageWords(words).insert} onClose={onClose}>
      {assistant && (
        <MenuItem
          icon={menuIcons.spark}
          label={words.ask(assistant.name)}
          onClick={() => insert(mention(`${assistant.name} `))}
        />
      )}
      <MenuItem icon={menuIcons.at} label={words.mention} onClick={() => insert(mention(''))} />
      <MenuItem icon={menuIcons.code} label={words.codeBlock} onClick={() => insert(code)} />
    </Menu>
  );
}

/** The menu of things to insert into a message. */
export const InsertMenu = withDialogWords<Props>(Items);
