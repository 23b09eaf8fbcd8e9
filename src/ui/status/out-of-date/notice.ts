import { languageName } from '../../i18n/language-name.ts';
import type { Place } from './places.ts';

/** The notice in each language; the build defines this constant. */
declare const WORDS: Readonly<Record<string, NoticeWords>>;
export type NoticeWords = {
  readonly dir: string;
  readonly outOfDate: string;
  readonly retry: string;
};

const NAME = 'out-of-date';

/**
 * Shows a notice above the conversation that the page is out of date, unless there already is one.
 */
export function showNotice({ parent, languages, isPage }: Place): void {
  if (parent.querySelector(`.${NAME}`)) return;
  const names = languages.map((tag) => languageName(tag) ?? '');
  const name = names.find((name) => Object.hasOwn(WORDS, name)) ?? 'en';
  const { dir, outOfDate, retry } = WORDS[name] as NoticeWords;
  const notice = document.createElement('div');
  Object.assign(notice, { className: NAME, role: 'alert', lang: name, dir });
  // Inline styles, because the outdated style sheets have no rules for it.
  Object.assign(notice.style, {
    position: parent === document.body ? 'fixed' : 'absolute',
    inset: '0 0 auto',
    // Also visible above the people list, which hides the content below.
    visibility: 'visible',
    zIndex: '9',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '4px 12px',
    padding: '8px 16px',
    borderBlockEnd: '1px solid var(--line)',
    background: 'var(--sheet)',
    color: 'var(--ink)',
    fontSize: 'calc(0.875 * var(--rem))',
  });
  notice.append(outOfDate);
  if (isPage) notice.append(reloadButton(retry));
  parent.append(notice);
}

function reloadButton(word: string): HTMLButtonElement {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'worded', textContent: word });
  button.addEventListener('click', () => location.reload());
  return button;
}
