import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { EmbedWords } from './languages/en.ts';
import { type Choices, snippetOf } from './snippet.ts';

/** The snippet, with a button that copies it. */
export function Snippet({ words, choices }: { words: EmbedWords; choices: Choices }): JSX.Element {
  const copying = useSignal<'copied' | 'failed' | null>(null);
  const text = snippetOf(choices, location.origin);
  useEffect(() => {
    copying.value = null;
  }, [text]);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      // Over plain HTTP the clipboard is available on localhost only.
      await navigator.clipboard.writeText(text);
      copying.value = 'copied';
    } catch {
      copying.value = 'failed';
      // The text is selected, so that Ctrl+C copies it.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  };
  return (
    <div class="snippet" dir="ltr">
      <pre>
        <code ref={code}>{text}</code>
      </pre>
      <button type="button" class="primary" onClick={() => void copy()}>
        {copying.value === 'copied' ? words.copied : words.copy}
      </button>
      <p class="unseen" role="status">
        {copying.value === 'copied' && words.copied}
      </p>
      <p class="danger" role="alert">
        {copying.value === 'failed' && words.copyFailed}
      </p>
    </div>
  );
}
