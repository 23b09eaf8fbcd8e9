// The running answers of a room, tracked once for all views.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type AnswerTexts, answersOf } from '../../../client/answers.ts';
import { perRoom } from '../../room/per-room.ts';

export type Following = {
  /** The texts of running answers, by message id. */
  readonly texts: ReadonlySignal<AnswerTexts>;
  /** Stops the user's answer. A failure is shown in the error banner. */
  readonly stop: (id: string) => void;
  /** Regenerates the user's answer. */
  readonly again: (id: string) => void;
};

/** The running answers of a room, tracked from the first call on. */
export const answersIn = perRoom((room): Following => {
  const answers = answersOf(room.chat);
  const texts = signal(answers.texts.get());
  answers.texts.subscribe((now) => {
    texts.value = now;
  });
  const tell = async (done: ReturnType<typeof answers.stop>) => {
    const result = await done;
    room.error.value = result.ok ? null : result.fault;
  };
  return {
    texts,
    stop: (id) => void tell(answers.stop(id)),
    again: (id) => void tell(answers.regenerate(id)),
  };
});
