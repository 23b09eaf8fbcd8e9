import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type WordsInDialogs, withDialogWords } from '../../i18n/with-dialog-words.ts';
import { isInputMethodKey } from '../../keyboard/enter-key.ts';
import { isTypingOutside } from '../../keyboard/is-typing-outside.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { Icon } from '../../theme/icons.tsx';
import { addStyles } from '../../theme/styles.ts';
import { Categories, type Category } from './categories.tsx';
import { type AllEmoji, type Emoji, findEmoji, GROUPS } from './emoji.ts';
import { nextCell } from './grid-keys.ts';
import { allEmoji } from './load-emoji.ts';
import css from './picker.css' with { type: 'text' };
import { positionPicker } from './picker-position.ts';
import { recentEmoji, rememberEmoji } from './recent-emoji.ts';
import { ownSkinTone, storeSkinTone, withSkinTone } from './skin-tone.ts';
import { handOf, SkinTones } from './skin-tones.tsx';

addStyles(css);

const DOOR = '[aria-haspopup="dialog"][aria-expanded="true"]';

/** The most results: typing more is faster than scrolling. */
const MOST = 80;

export type PickerProps = {
  room: RoomModel;
  /** The message to react to; without one the picker opens above the composer. */
  beside?: Element | null | undefined;
  /** @param sign the emoji, or `null` if the picker was closed. */
  onDone: (sign: string | null) => void;
};

function EmojiPicker({
  room,
  words,
  beside,
  onDone,
}: PickerProps & { words: WordsInDialogs }): JSX.Element {
  const panel = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const all = useSignal<AllEmoji | 'coming' | 'failed'>('coming');
  const typed = useSignal('');
  const recent = recentEmoji();
  const tone = useSignal(ownSkinTone());
  const toneDoor = useRef<HTMLButtonElement>(null);
  const choosesTone = useSignal(false);
  const group = useSignal<Category>(recent.length > 0 ? 'recent' : 'smileys');

  useLayoutEffect(() => {
    if (panel.current && isTypingOutside(panel.current)) room.emojiRequest.value = null;
    else if (panel.current && beside) positionPicker(panel.current, beside);
  }, []);
  useEffect(() => {
    if (!room.emojiRequest.peek()) return;
    void allEmoji(room.language.peek().tag).then((known) => {
      all.value = known ?? 'failed';
    });
    // On a phone, focusing the search would open the keyboard over the picker.
    if (matchMedia('(pointer: fine)').matches) search.current?.focus();
    else panel.current?.focus();
    const root = panel.current?.ownerDocument;
    const onPointerDown = (event: PointerEvent) => {
      const path = event.composedPath();
      // The button that opened the picker closes it by itself.
      const isDoor = path.some((one) => one instanceof Element && one.matches(DOOR));
      if (panel.current && !isDoor && !path.includes(panel.current)) onDone(null);
    };
    root?.addEventListener('pointerdown', onPointerDown, true);
    return () => root?.removeEventListener('pointerdown', onPointerDown, true);
  }, []);

  const toneWord = words.emojiPicker.tone;
  const known = all.value;
  const shown = useMemo((): readonly Emoji[] => {
    if (typeof known === 'string') return [];
    if (typed.value.trim() !== '') return findEmoji(known, typed.value, MOST);
    if (group.value !== 'recent') return known[group.value];
    const every = GROUPS.flatMap((name) => known[name]);
    return recent.flatMap((sign) => every.find((emoji) => emoji.sign === sign) ?? []);
  }, [known, typed.value, group.value]);
  useLayoutEffect(() => {
    grid.current?.scrollTo(0, 0);
  }, [shown]);

  function pick(emoji: Emoji): void {
    rememberEmoji(emoji.sign);
    onDone(withSkinTone(emoji, tone.value));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isInputMethodKey(event)) {
      event.stopPropagation();
      return;
    }
    const cells = [...(grid.current?.querySelectorAll('button') ?? [])];
    if (event.key === 'Escape') onDone(null);
    else if (event.target === search.current && event.key === 'ArrowDown') cells[0]?.focus();
    else if (event.target === search.current && event.key === 'Enter') cells[0]?.click();
    else {
      const at = cells.indexOf(event.target as HTMLButtonElement);
      if (at < 0) return;
      const to = nextCell(cells, at, event.key);
      if (to === null) return;
      if (to < 0) search.current?.focus();
      else cells[to]?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      class="picker"
      role="dialog"
      aria-label={words.emoji}
      tabIndex={-1}
      ref={panel}
      onKeyDown={onKeyDown}
    >
      <div class="picker-head">
        <input
          ref={search}
          type="search"
          aria-label={words.findEmoji}
          placeholder={words.findEmoji}
          autocomplete="off"
          enterkeyhint="done"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <button
          type="button"
          class="emoji"
          ref={toneDoor}
          aria-label={`${toneWord} ${handOf(tone.value)}`}
          title={toneWord}
          aria-expanded={choosesTone.value}
          onClick={() => {
            choosesTone.value = !choosesTone.value;
          }}
        >
          {handOf(tone.value)}
        </button>
        <button
          type="button"
          aria-label={words.close}
          title={words.close}
          onClick={() => onDone(null)}
        >
          <Icon name="close" />
        </button>
      </div>
      {choosesTone.value ? (
        <SkinTones
          label={toneWord}
          tone={tone.value}
          onDone={(chosen) => {
            tone.value = chosen;
            storeSkinTone(chosen);
            choosesTone.value = false;
            toneDoor.current?.focus();
          }}
        />
      ) : (
        <Categories
          words={words}
          kinds={recent.length > 0 ? ['recent', ...GROUPS] : GROUPS}
          stop={group.value}
          shown={typed.value.trim() === '' ? group.value : null}
          onChoose={(kind) => {
            typed.value = '';
            group.value = kind;
          }}
        />
      )}
      <div class="picker-grid" role="toolbar" aria-label={words.emoji} ref={grid}>
        {shown.map((emoji, i) => (
          <button
            type="button"
            key={emoji.sign}
            class="emoji"
            tabIndex={i === 0 ? 0 : -1}
            aria-label={emoji.label}
            title={`${emoji.label}  :${emoji.codes[0]}:`}
            onClick={() => pick(emoji)}
          >
            {withSkinTone(emoji, tone.value)}
          </button>
        ))}
      </div>
      <p class="picker-word" role="status">
        {known === 'failed' && words.fault({ code: 'unreachable', message: '' })}
        {typeof known !== 'string' && shown.length === 0 && words.noEmoji}
      </p>
    </div>
  );
}

/** The emoji picker: categories, search, and recent emoji. */
export const Picker = withDialogWords<PickerProps>(EmojiPicker);
