// The answers that are being written in a room, followed once for all its views.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type AnswerTexts, answersOf } from '../../../client/answers.ts';
import { perRoom } from '../../room/per-room.ts';

export type Following = {
  /** Texts of answers that are being written, by the message's id. */
  readonly texts: ReadonlySignal<AnswerTexts>;
  /** Stops one's answer; what goes wrong is said above the composer. */
  readonly stop: (id: string) => void;
  /** Asks for one's answer again. */
  readonly again: (id: string) => void;
};

/** What is being written in a room, from the first time that somebody looks. */
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
