import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { CloseMenu } from './menu.tsx';

type Props = {
  /** The label, if the content does not provide one. */
  label?: string;
  class?: string;
  opens?: 'up';
  /** Preloads the menu. */
  onHover: () => void;
  /** Renders the menu, which may be lazy. */
  menu: (onClose: CloseMenu) => JSX.Element;
  children: ComponentChildren;
};

/** A button that opens a menu. The menu can return the focus to it. */
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
