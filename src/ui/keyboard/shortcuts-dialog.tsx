import type { JSX } from 'preact';
import { type WordsInDialogs, withDialogWords } from '../i18n/with-dialog-words.ts';
import { Dialog } from '../overlays/dialog.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { addStyles } from '../theme/styles.ts';
import css from './shortcuts-dialog.css' with { type: 'text' };

addStyles(css);

/** The keys, and what each does is in dialog-words/en.ts under the same name. */
const KEYS = [
  ['move', ['↑', '↓']],
  ['ends', ['Home', 'End']],
  ['into', ['Tab']],
  ['actions', ['Enter']],
  ['reply', ['R']],
  ['react', ['+']],
  ['edit', ['E']],
  ['remove', ['Del']],
  ['editLast', ['↑']],
  ['leave', ['Esc']],
  // On a page of its own alone.
  ['parts', ['Ctrl', 'F6']],
] as const;

type Props = { room: RoomModel; onDone: () => void };

function Keys({ words, onDone }: Props & { words: WordsInDialogs }): JSX.Element {
  return (
    <Dialog title={words.shortcuts} close={words.close} onDone={onDone}>
      <dl class="keys">
        {KEYS.map(([deed, keys]) => (
          <div key={deed} class={deed}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.keys[deed]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** Says what the keys do. The focus comes back to where it was. */
export const ShortcutsDialog = withDialogWords<Props>(Keys);
