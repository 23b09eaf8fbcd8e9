// The theme that was chosen on this device; the system's by default.
import { signal } from '@preact/signals';
import { storedText, storeText } from '../../ui/browser/stored-text.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'edgewise:theme';

/** The theme of the page. */
export const theme = signal<Theme>('system');

/** Applies a theme through `data-theme`, see page.css. */
function applyTheme(chosen: Theme): void {
  theme.value = chosen;
  document.documentElement.dataset['theme'] = chosen;
}

/** Applies the stored theme. */
export function restoreTheme(): void {
  const kept = storedText(KEY);
  applyTheme(kept === 'light' || kept === 'dark' ? kept : 'system');
}

/** Changes and stores the theme. */
export function chooseTheme(chosen: Theme): void {
  applyTheme(chosen);
  storeText(KEY, chosen === 'system' ? '' : chosen);
}
