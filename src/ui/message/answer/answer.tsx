import { useComputed } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../../../client/index.ts';
import {
  answerWords,
  costOf,
  endingOf,
  type Answer as Facts,
} from '../../i18n/feature-words/answers.ts';
import { lazyView } from '../../lazy/lazy-view.tsx';
import { RichText } from '../../rich-text/lazy-rich-text.tsx';
import type { RoomModel } from '../../room/room-model.ts';
import { addStyles } from '../../theme/styles.ts';
import css from './answer.css' with { type: 'text' };
import { answersIn } from './answers.ts';
import { loadStreamedText } from './streamed-text.tsx';
import { useTimeReached } from './use-time-reached.ts';

addStyles(css);

// A streamed text is shown once it can be rendered without incomplete markup.
const StreamedText = lazyView(loadStreamedText, 'StreamedText', ({ ended, ...text }) =>
  ended ? <RichText {...text} /> : null,
);

export type AnswerProps = { room: RoomModel; message: Message; children?: ComponentChildren };

/** An answer of the assistant, while it is written and afterwards, with its status. */
export function Answer({ room, message, children }: AnswerProps): JSX.Element | null {
  const { id, text, assistant } = message;
  const coming = useComputed(() => answersIn(room).texts.value.get(id)).value;
  const grown = useRef(false);
  if (!assistant) return null;
  const live = isLive(assistant);
  const shown = live && coming !== undefined ? coming : text;
  // A streamed text keeps its nodes after the end, and with them the selection.
  grown.current ||= live && coming !== undefined;
  const Text = grown.current ? StreamedText : RichText;
  return (
    <div class="answer" aria-busy={live} data-state={assistant.state}>
      {shown !== '' && (
        <Text room={room} text={shown} ended={!live}>
          {!live && children}
        </Text>
      )}
      <Foot room={room} message={message} assistant={assistant} silent={coming === undefined} />
    </div>
  );
}

const isLive = ({ state }: Facts): boolean => state === 'queued' || state === 'running';

type FootProps = { room: RoomModel; message: Message; assistant: Facts; silent: boolean };

/** The model, the status, and buttons for the requester. */
function Foot({ room, message: { id }, assistant, silent }: FootProps): JSX.Element {
  const words = answerWords(room.words);
  const { state, model, provider, by, code, retryAt } = assistant;
  const mine = room.you.value?.id === by;
  const live = isLive(assistant);
  const mayAsk = useTimeReached(room, retryAt);
  const waits = state === 'queued' ? words.queued : silent ? words.thinking : null;
  const said = live ? waits : endingOf(room.words, assistant);
  return (
    <p class="answer-foot">
      <span title={costOf(room.words, assistant)}>
        {words.from(provider === 'builtin' ? null : (model ?? provider))}
      </span>
      {said !== null && <span class={state === 'failed' ? 'danger' : undefined}>{said}</span>}
      {!live && code !== undefined && retryAt !== undefined && !mayAsk && (
        <span>{words.againFrom(room.clock.timeOfDay(retryAt))}</span>
      )}
      {mine && state !== 'done' && (live || mayAsk) && (
        <FooterButton
          label={live ? words.stop : words.again}
          run={() => answersIn(room)[live ? 'stop' : 'again'](id)}
        />
      )}
    </p>
  );
}

/** A button that passes the focus to its message when it is removed. */
function FooterButton({ label, run }: { label: string; run: () => void }): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(
    () => () => {
      if (button.current?.matches(':focus')) button.current.closest('article')?.focus();
    },
    [],
  );
  return (
    <button
      tabIndex={-1}
      type="button"
      class="worded"
      ref={button}
      // The second click of a double click would regenerate what the first has stopped.
      onClick={({ detail }) => detail < 2 && run()}
    >
      {label}
    </button>
  );
}
