import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { copy } from '../../browser/clipboard.ts';
import { allWords } from '../../i18n/more-words/en.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { SvgIcon } from '../../theme/icons.tsx';
import { lazyIcons } from '../../theme/lazy-icons.ts';
import { addStyles } from '../../theme/styles.ts';
import type { Code } from '../blocks/blocks.ts';
import { displayText } from '../display-text.ts';
import { useScrollStop } from '../use-scroll-stop.ts';
import { queueWork } from '../work-queue.ts';
import css from './code-block.css' with { type: 'text' };
import type { Token } from './highlight.ts';
import { visibleControls } from './visible-controls.tsx';

addStyles(css);

const CHECK = 'M4.5 10.5l3.8 4 7.2-9';

/** Longer code is not highlighted. */
const MAX_HIGHLIGHTED = 20_000;

/** A code block with its language, lazy syntax colors, and a copy button. */
export function CodeBlock({ room, block }: { room: RoomModel; block: Code }): JSX.Element {
  const { text, language, open } = block;
  const pre = useRef<HTMLPreElement>(null);
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const [coloured, setColoured] = useState<{ of: string; tokens: readonly Token[] } | null>(null);

  useScrollStop(pre);
  useEffect(() => {
    if (open || language === '' || text.length > MAX_HIGHLIGHTED) return;
    let takeBack: (() => void) | null = () => {};
    import('./highlight.ts')
      .then(({ tokensOf }) => {
        const color = () => {
          const tokens = tokensOf(text, language);
          if (tokens) setColoured({ of: text, tokens });
        };
        // Highlights in the work queue, because many blocks may be rendered at once.
        if (takeBack) takeBack = queueWork(Math.min(text.length / 8, 600), color);
      })
      // Highlighting is optional: if it cannot be loaded, the code stays plain.
      .catch(() => {});
    return () => {
      takeBack?.();
      takeBack = null;
    };
  }, [text, language, open]);

  async function onCopy(): Promise<void> {
    if (await copy(room, text)) setCopied(true);
    // Without clipboard access, selects the code, so that the user only has to press the copy keys.
    else if (code.current) getSelection()?.selectAllChildren(code.current);
  }

  const label = copied ? allWords(room.words).copied : allWords(room.words).copyCode;
  return (
    <div class="code-block" dir="ltr" translate={false}>
      <div class="code-head">
        <span>{language}</span>
        <button
          tabIndex={-1}
          type="button"
          aria-label={label}
          title={label}
          onClick={() => void onCopy()}
          onBlur={() => setCopied(false)}
          onPointerLeave={() => setCopied(false)}
        >
          <SvgIcon path={copied ? CHECK : lazyIcons.copy} />
        </button>
      </div>
      <pre ref={pre}>
        <code ref={code}>
          {coloured?.of === text
            ? coloured.tokens.map(([part, kind], i) =>
                kind === null ? (
                  displayText(part)
                ) : (
                  <span key={i} class={`token-${kind}`}>
                    {displayText(part)}
                  </span>
                ),
              )
            : visibleControls(text)}
        </code>
      </pre>
    </div>
  );
}
