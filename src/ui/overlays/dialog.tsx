import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isTypingOutside } from '../keyboard/is-typing-outside.ts';
import { Icon } from '../theme/icons.tsx';
import { addStyles } from '../theme/styles.ts';
import css from './dialog.css' with { type: 'text' };

addStyles(css);

type Props = {
  title: string;
  /** The label of the close button. */
  close: string;
  /** Called when it is closed and the browser has restored the focus. */
  onDone: () => void;
  children: ComponentChildren;
};

/** A modal dialog. It closes by its button, by Escape, or by a press on the backdrop. */
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
      // The content covers the dialog, so its target is the dialog itself only on the backdrop.
      onClick={({ target, currentTarget }) => target === currentTarget && shut()}
      // Escape must not close the chat too.
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
