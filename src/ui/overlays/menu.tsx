import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isInputMethodKey } from '../keyboard/enter-key.ts';
import { isTypingOutside } from '../keyboard/is-typing-outside.ts';
import { SvgIcon } from '../theme/icons.tsx';
import { addStyles } from '../theme/styles.ts';
import css from './menu.css' with { type: 'text' };
import { nextItem } from './next-item.ts';

addStyles(css);

/** Closes a menu. @param refocus whether the focus returns to the button that opened it. */
export type CloseMenu = (refocus: boolean) => void;

type MenuProps = {
  /** The accessible name. */
  label: string;
  onClose: CloseMenu;
  children: ComponentChildren;
};

/** A menu, opened by the preceding button. Arrow keys, Home, End and first letters move the focus. */
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
    // Escape must not close what is behind the menu too.
    event.stopPropagation();
    // Tab moves on from the button, as if the menu had not been open.
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

/** Radio items are laid out horizontally, so ArrowLeft and ArrowRight move among them too. */
function alongTheList({ key, target }: KeyboardEvent): string {
  const item = target as Element;
  if (!SIDEWAYS.includes(key) || item.role !== 'menuitemradio') return key;
  const isForward = (key === 'ArrowRight') === (getComputedStyle(item).direction === 'ltr');
  return isForward ? 'ArrowDown' : 'ArrowUp';
}

/** @param place contains the menu and its button. @returns stops it. */
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
  // Outside of a shadow tree, its events are retargeted to the host.
  if (root instanceof ShadowRoot)
    document.addEventListener(
      'pointerdown',
      ({ target }) => target !== root.host && close(),
      options,
    );
  return () => end.abort();
}

type ItemProps = {
  /** The path of the icon. */
  icon: string;
  label: string;
  onClick?: () => void;
  /** Makes the item a link that opens in a new tab. */
  href?: string;
  isDangerous?: boolean;
};

/** An item of a menu. */
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
