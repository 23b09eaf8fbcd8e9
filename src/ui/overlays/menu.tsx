import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isInputMethodKey } from '../keyboard/enter-key.ts';
import { isTypingOutside } from '../keyboard/is-typing-outside.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { addStyles } from '../theme/styles.ts';
import css from './menu.css' with { type: 'text' };
import { nextItem } from './next-item.ts';

addStyles(css);

/** Closes a menu. @param refocus whether the focus goes back to the button that opened it. */
export type CloseMenu = (refocus: boolean) => void;

type MenuProps = {
  /** What a screen reader calls it. */
  label: string;
  onClose: CloseMenu;
  children: ComponentChildren;
};

/** A menu, opened by the button before it. Arrow keys, Home, End and first letters move in it. */
export function Menu({ label, onClose, children }: MenuProps): JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = menu.current;
    if (!list) return;
    if (isTypingOutside(list)) return onClose(false);
    itemsOf(list)[0]?.focus();
    return closeOnPressOutside(list.parentElement ?? list, () => onClose(false));
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (!menu.current || isInputMethodKey(event)) return;
    // Escape closes the menu, and not what the menu lies over as well.
    event.stopPropagation();
    // The focus moves on from the button, as if the menu had not been there.
    if (event.key === 'Tab' || event.key === 'Escape') onClose(true);
    if (event.key === 'Tab') return;
    const items = itemsOf(menu.current);
    const names = items.map((item) => item.textContent ?? '');
    const to = hasModifier(event)
      ? null
      : nextItem(names, items.indexOf(event.target as HTMLElement), alongTheList(event));
    if (to !== null) items[to]?.focus();
    if (to !== null || event.key === 'Escape') event.preventDefault();
  }

  return (
    <div class="menu" role="menu" aria-label={label} ref={menu} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]'),
];

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey;

const SIDEWAYS = ['ArrowLeft', 'ArrowRight'];

/** Choices stand side by side, in the direction of reading: there the keys for that move as well. */
function alongTheList({ key, target }: KeyboardEvent): string {
  const item = target as Element;
  if (!SIDEWAYS.includes(key) || item.role !== 'menuitemradio') return key;
  const isForward = (key === 'ArrowRight') === (getComputedStyle(item).direction === 'ltr');
  return isForward ? 'ArrowDown' : 'ArrowUp';
}

/** @param place the menu and its button. @returns what ends it. */
function closeOnPressOutside(place: HTMLElement, close: () => void): () => void {
  const end = new AbortController();
  const options = { capture: true, signal: end.signal };
  const root = place.getRootNode();
  root.addEventListener(
    'pointerdown',
    ({ target }) => {
      if (!place.contains(target as Node)) close();
    },
    options,
  );
  // From outside, whatever happens in a shadow tree happens to its host.
  if (root instanceof ShadowRoot)
    document.addEventListener(
      'pointerdown',
      ({ target }) => target !== root.host && close(),
      options,
    );
  return () => end.abort();
}

type ItemProps = {
  /** The path of its icon. */
  icon: string;
  label: string;
  onClick?: () => void;
  /** Where it leads, in a new tab, where it is a link. */
  href?: string;
  isDangerous?: boolean;
};

/** One thing that a menu offers. */
export function MenuItem({ icon, label, onClick, href, isDangerous }: ItemProps): JSX.Element {
  const common = {
    role: 'menuitem' as const,
    tabIndex: -1,
    class: isDangerous ? 'button danger' : 'button',
    onClick,
  };
  const inside = (
    <>
      <SvgIcon path={icon} />
      <span>{label}</span>
    </>
  );
  return href === undefined ? (
    <button type="button" {...common}>
      {inside}
    </button>
  ) : (
    <a href={href} target="_blank" rel="noopener" {...common}>
      {inside}
    </a>
  );
}
