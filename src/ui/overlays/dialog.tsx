import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isTypingOutside } from '../keyboard/is-typing-outside.ts';
import { Icon } from '../theme/icons.tsx';
import { addStyles } from '../theme/styles.ts';
import css from './dialog.css' with { type: 'text' };

addStyles(css);

type Props = {
  title: string;
  /** What the button is called that closes it. */
  close: string;
  /** Called once it is closed; the browser has put the focus back to where it was. */
  onDone: () => void;
  children: ComponentChildren;
};

/** A dialog over everything, until it is closed: by its button, by Escape, or by a press beside it. */
export function Dialog({ title, close, onDone, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (!dialog.current) return;
    if (isTypingOutside(dialog.current)) onDone();
    else dialog.current.showModal();
  }, []);
  const shut = () => dialog.current?.close();
  return (
    <dialog
      class="sheet"
      ref={dialog}
      aria-label={title}
      onClose={onDone}
      // All of it is covered by what is in it, so only the backdrop is pressed as the dialog itself.
      onClick={({ target, currentTarget }) => target === currentTarget && shut()}
      // Escape closes this, and not the chat it lies over as well.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="sheet-inside">
        <header>
          <h2>{title}</h2>
          <button type="button" aria-label={close} title={close} onClick={shut}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
