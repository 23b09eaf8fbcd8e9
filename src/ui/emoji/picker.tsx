import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { allWords } from '../languages/en-more.ts';
import type { RoomModel } from '../room-model.ts';
import { roveBar } from '../roving-focus.ts';
import { addStyles } from '../styles.ts';
import { type AllEmoji, type Emoji, findEmoji, GROUPS, type Group } from './emoji.ts';
import { nextCell } from './grid-keys.ts';
import { allEmoji } from './load.ts';
import css from './picker.css' with { type: 'text' };
import { recentEmoji, rememberEmoji } from './recent.ts';
import { groupWords } from './words.ts';

addStyles(css);

const SIGNS: Readonly<Record<Group | 'recent', string>> = {
  ...{ recent: '🕘', smileys: '😀', people: '👋', nature: '🐻', food: '🍎', travel: '✈️' },
  ...{ activities: '⚽', objects: '💡', symbols: '❤️', flags: '🏁' },
};

const DOOR = '[aria-haspopup="dialog"][aria-expanded="true"]';

/** So many results: more letters find better than more scrolling. */
const MOST = 80;

export type PickerProps = {
  room: RoomModel;
  /** @param sign the emoji, or null where none was wanted after all. */
  onDone: (sign: string | null) => void;
};

/** All emoji, by group, by name, and those one uses. */
export function Picker({ room, onDone }: PickerProps): JSX.Element {
  const panel = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const all = useSignal<AllEmoji | 'coming' | 'failed'>('coming');
  const typed = useSignal('');
  const words = allWords(room.words);
  const recent = recentEmoji();
  const group = useSignal<Group | 'recent'>(recent.length > 0 ? 'recent' : 'smileys');

  useEffect(() => {
    void allEmoji(room.language.peek().tag).then((known) => {
      all.value = known ?? 'failed';
    });
    // On a phone the keyboard would hide half of what one came to see.
    if (matchMedia('(pointer: fine)').matches) search.current?.focus();
    else panel.current?.focus();
    const root = panel.current?.ownerDocument;
    const onPointerDown = (event: PointerEvent) => {
      const path = event.composedPath();
      // Its own button closes it by itself.
      const isDoor = path.some((one) => one instanceof Element && one.matches(DOOR));
      if (panel.current && !isDoor && !path.includes(panel.current)) onDone(null);
    };
    root?.addEventListener('pointerdown', onPointerDown, true);
    return () => root?.removeEventListener('pointerdown', onPointerDown, true);
  }, []);

  const nameOf = (name: Group | 'recent') => words.emojiGroup[name] ?? groupWords[name];
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

  function pick(sign: string): void {
    rememberEmoji(sign);
    onDone(sign);
  }

  function onKeyDown(event: KeyboardEvent): void {
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

  const groups = recent.length > 0 ? (['recent', ...GROUPS] as const) : GROUPS;
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
          aria-label={words.close}
          title={words.close}
          onClick={() => onDone(null)}
        >
          <Icon name="close" />
        </button>
      </div>
      <div
        class="picker-groups"
        role="toolbar"
        aria-label={words.emojiGroups}
        onKeyDown={(event) => {
          if (roveBar(event.currentTarget, event)) event.preventDefault();
        }}
      >
        {groups.map((name) => (
          <button
            type="button"
            key={name}
            class="emoji"
            tabIndex={group.value === name ? 0 : -1}
            aria-pressed={typed.value.trim() === '' && group.value === name}
            aria-label={nameOf(name)}
            title={nameOf(name)}
            onClick={() => {
              typed.value = '';
              group.value = name;
            }}
          >
            {SIGNS[name]}
          </button>
        ))}
      </div>
      <div class="picker-grid" role="toolbar" aria-label={words.emoji} ref={grid}>
        {shown.map(({ sign, label, codes }, i) => (
          <button
            type="button"
            key={sign}
            class="emoji"
            tabIndex={i === 0 ? 0 : -1}
            aria-label={label}
            title={`${label}  :${codes[0]}:`}
            onClick={() => pick(sign)}
          >
            {sign}
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
