import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EmbedWords } from './languages/en.ts';
import { attributesOf, type Choices } from './snippet.ts';

/** The real element. A new mode creates a new element; it follows other changes by itself. */
export function Preview({ words, choices }: { words: EmbedWords; choices: Choices }): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const chat = useRef<HTMLElement>(null);
  const { mode } = choices;
  useLayoutEffect(() => {
    const made = document.createElement('edgewise-chat');
    follow(made, choices);
    if (mode === 'inline') stage.current?.append(made);
    else document.documentElement.append(made);
    chat.current = made;
    return () => made.remove();
  }, [mode]);
  useLayoutEffect(() => {
    if (chat.current) follow(chat.current, choices);
  }, [choices]);
  return (
    <div class="stage" ref={stage} data-mode={mode}>
      {mode === 'bubble' && <p>{words.hint}</p>}
    </div>
  );
}

function follow(chat: HTMLElement, choices: Choices): void {
  const wanted = new Map(attributesOf(choices));
  for (const name of Object.keys(choices)) if (!wanted.has(name)) chat.removeAttribute(name);
  for (const [name, value] of wanted)
    if (chat.getAttribute(name) !== value) chat.setAttribute(name, value);
  chat.style.setProperty('--edgewise-accent', String(choices['accent']));
}
