// Which theme somebody chose for this device: the system's, unless they say otherwise.
import { signal } from '@preact/signals';
import { storedText, storeText } from '../ui/browser/stored-text.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'edgewise:theme';

/** The theme of the page. */
export const theme = signal<Theme>('system');

/** Shows the page in a theme. What page.css says of `data-theme` does the rest. */
function applyTheme(chosen: Theme): void {
  theme.value = chosen;
  document.documentElement.dataset['theme'] = chosen;
}

/** Takes the theme that was chosen before; a browser that keeps nothing shows the system's. */
export function recallTheme(): void {
  const kept = storedText(KEY);
  applyTheme(kept === 'light' || kept === 'dark' ? kept : 'system');
}

/** Changes the theme, for as long as the device keeps it. */
export function chooseTheme(chosen: Theme): void {
  applyTheme(chosen);
  storeText(KEY, chosen === 'system' ? '' : chosen);
}
