import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { CloseMenu } from './menu.tsx';

type Props = {
  /** What it is called, where what is in it does not say so. */
  label?: string;
  class?: string;
  opens?: 'up';
  /** Fetches the menu ahead of need. */
  onHover: () => void;
  /** Draws the menu, which may come later. */
  menu: (onClose: CloseMenu) => JSX.Element;
  children: ComponentChildren;
};

/** A button that opens a menu. Closed by a key or by a choice, the menu gives the focus back. */
export function MenuButton(props: Props): JSX.Element {
  const { label, opens, onHover, menu, children } = props;
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div class="menu-place" data-opens={opens}>
      <button
        ref={button}
        type="button"
        class={props.class}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onPointerEnter={onHover}
        onFocus={onHover}
        onClick={() => {
          open.value = !open.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          open.value = true;
        }}
      >
        {children}
      </button>
      {open.value &&
        menu((refocus) => {
          open.value = false;
          if (refocus) button.current?.focus();
        })}
    </div>
  );
}
