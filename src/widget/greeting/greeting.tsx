// A message of the site beside the launcher, for visitors who have not opened the chat yet.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { localSession } from '../../client/app/first-load.ts';
import { languageFor } from '../../ui/i18n/language-for.ts';
import { allWords } from '../../ui/i18n/more-words/en.ts';
import { Icon } from '../../ui/theme/icons.tsx';
import { addStyles } from '../../ui/theme/styles.ts';
import type { ChatWidget } from '../chat-widget.tsx';
import css from './greeting.css' with { type: 'text' };

addStyles(css);

/** Stores the last greeting that was answered by opening the chat or dismissing it. */
const KEY = 'edgewise:greeted';

/** Greetings answered on this page, in case storage is denied. */
const answered = new Set<string>();

function isAnswered(text: string): boolean {
  try {
    return answered.has(text) || localStorage.getItem(KEY) === text;
  } catch {
    return false;
  }
}

function rememberAnswered(text: string): void {
  answered.add(text);
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // The next page will show it again.
  }
}

/**
 * Shows a greeting until the visitor opens the chat or dismisses it. It is not shown to visitors who have
 * chatted here before, or who have answered the same greeting.
 * @returns stops it.
 */
export function showGreeting(widget: ChatWidget, text: string): () => void {
  const session = localSession(() => localStorage, widget.options.peek().server);
  const isWanted = signal(!isAnswered(text) && session.load() === null);
  const answer = () => {
    isWanted.value = false;
    rememberAnswered(text);
  };
  return effect(() => {
    if (!isWanted.value) return undefined;
    if (!widget.opened.value) return show(widget, text, answer);
    return void answer();
  });
}

/** @returns removes it. */
function show(widget: ChatWidget, text: string, onDismiss: () => void): () => void {
  const root = widget.element.shadowRoot as ShadowRoot;
  const mount = document.createElement('div');
  root.append(mount);
  const dismiss = () => {
    const hadFocus = mount.contains(root.activeElement);
    onDismiss();
    if (hadFocus) root.getElementById('launcher')?.focus();
  };
  mount.addEventListener('keydown', ({ key }) => key === 'Escape' && dismiss());
  void languageFor(widget.options.peek().languages).then(({ tag, words }) => {
    if (!mount.isConnected) return;
    render(
      <div class="edgewise greeting" part="greeting" lang={tag}>
        {/* The site's text, in the site's language. */}
        <button type="button" class="words" lang="" dir="auto" onClick={() => widget.open()}>
          {text}
        </button>
        <button type="button" aria-label={allWords(words).dismiss} onClick={dismiss}>
          <Icon name="close" />
        </button>
      </div>,
      mount,
    );
  });
  return () => {
    render(null, mount);
    mount.remove();
  };
}
