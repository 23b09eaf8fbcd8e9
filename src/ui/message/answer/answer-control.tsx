import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { answerWords } from '../../i18n/feature-words/answers.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { SvgIcon } from '../../theme/icons.tsx';
import { lazyIcons } from '../../theme/lazy-icons.ts';
import { addStyles } from '../../theme/styles.ts';
import css from './answer-control.css' with { type: 'text' };
import { answersIn } from './answers.ts';
import type { AnswerMessage } from './own-answer.ts';
import { useTimeReached } from './use-time-reached.ts';

addStyles(css);

const STOP = 'M6 6h8v8H6z';

type Props = {
  room: RoomModel;
  answer: AnswerMessage;
  /** Called when the button is removed while it has the focus. */
  onGone: () => void;
};

/** Stops or regenerates the user's answer from the composer, wherever the answer is. */
export function AnswerControl({ room, answer, onGone }: Props): JSX.Element | null {
  const { id, assistant } = answer;
  const mayAsk = useTimeReached(room, assistant.retryAt);
  const live = assistant.state === 'queued' || assistant.state === 'running';
  return live || mayAsk ? <Control key={live} {...{ room, id, live, onGone }} /> : null;
}

type ControlProps = Pick<Props, 'room' | 'onGone'> & { id: string; live: boolean };

function Control({ room, id, live, onGone }: ControlProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const words = answerWords(room.words);
  const label = live ? words.stop : words.again;
  useLayoutEffect(
    () => () => {
      if (button.current?.matches(':focus')) onGone();
    },
    [],
  );
  return (
    <button
      type="button"
      class="answer-control"
      ref={button}
      aria-label={label}
      title={label}
      data-live={live}
      // The second click of a double click would regenerate what the first has stopped.
      onClick={({ detail }) => detail < 2 && answersIn(room)[live ? 'stop' : 'again'](id)}
    >
      <SvgIcon path={live ? STOP : lazyIcons.again} />
      <span>{label}</span>
    </button>
  );
}
