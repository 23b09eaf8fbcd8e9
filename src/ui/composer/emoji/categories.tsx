import type { JSX } from 'preact';
import type { DialogWords } from '../../i18n/dialog-words/en.ts';
import { roveBar } from '../../keyboard/roving-focus.ts';
import type { Group } from './emoji.ts';

/** The categories of the picker. */
export type Category = Group | 'recent';

const SIGNS: Readonly<Record<Category, string>> = {
  ...{ recent: '🕘', smileys: '😀', people: '👋', nature: '🐻', food: '🍎', travel: '✈️' },
  ...{ activities: '⚽', objects: '💡', symbols: '❤️', flags: '🏁' },
};

type Props = {
  words: DialogWords;
  kinds: readonly Category[];
  /** The tab stop. */
  stop: Category;
  /** The category in the grid; `null` for search results. */
  shown: Category | null;
  onChoose: (kind: Category) => void;
};

/** The buttons of the categories. */
export const Categories = ({ words, kinds, stop, shown, onChoose }: Props): JSX.Element => (
  <div
    class="picker-groups"
    role="toolbar"
    aria-label={words.emojiGroups}
    onKeyDown={(event) => {
      if (roveBar(event.currentTarget, event)) event.preventDefault();
    }}
  >
    {kinds.map((kind) => (
      <button
        type="button"
        key={kind}
        class="emoji"
        tabIndex={kind === stop ? 0 : -1}
        aria-pressed={kind === shown}
        aria-label={words.emojiPicker[kind]}
        title={words.emojiPicker[kind]}
        onClick={() => onChoose(kind)}
      >
        {SIGNS[kind]}
      </button>
    ))}
  </div>
);
