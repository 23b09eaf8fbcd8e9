import type { JSX } from 'preact';
import type { DialogWords } from '../../ui/i18n/dialog-words/en.ts';
import { addStyles } from '../../ui/theme/styles.ts';
import { chooseTheme, type Theme, theme } from './theme.ts';
import css from './theme-choice.css' with { type: 'text' };

addStyles(css);

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** The themes, side by side in a menu. The menu stays open, so that the change can be seen. */
export function ThemeChoice({ words }: { words: DialogWords }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is none of what a menu may hold
    <div class="themes" role="group" aria-label={words.theme}>
      {THEMES.map((name) => (
        <button
          key={name}
          type="button"
          role="menuitemradio"
          tabIndex={-1}
          aria-checked={theme.value === name}
          onClick={() => chooseTheme(name)}
        >
          {words.themes[name]}
        </button>
      ))}
    </div>
  );
}
