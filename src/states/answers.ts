// The assistant's answers, in every state.
import type { Answer } from '../protocol/assistant.ts';
import type { Message } from '../protocol/message.ts';
import { ADA, EPOCH, NOW, TALK_END } from './cast.ts';
import type { Scene, Step } from './scene.ts';

const ASKED = 13;
const ID = `${EPOCH}-${ASKED + 1}`;

const answered = (assistant: Partial<Answer>, text = ''): readonly Message[] => [
  ...TALK_END,
  {
    ...{ seq: ASKED, id: `${EPOCH}-${ASKED}`, version: ASKED, user: ADA },
    text: '@Assistant how do I tie a bowline?',
    timestamp: NOW - 60_000,
  },
  {
    ...{ seq: ASKED + 1, id: ID, version: ASKED + 1, replyTo: `${EPOCH}-${ASKED}`, text },
    user: { id: 'assistant', name: 'Assistant' },
    timestamp: NOW - 59_000,
    assistant: { ...ASKED_OF, ...assistant },
  },
];

const ASKED_OF: Answer = {
  ...{ state: 'running', attempt: 1, by: ADA.id, provider: 'openai-compatible' },
  model: 'llama-4-scout',
};

const WHOLE = `A **bowline** is a loop that does not slip:

1. Make a small loop, and lay the end over the rope.
2. Bring the end *up through* the loop.
3. Lead it behind the rope, and back down.

\`\`\`text
up the hole, round the tree, down again
\`\`\`

See [the knots of sailors](https://knots.example/bowline). ![A knot](https://spy.example/knot.png)`;

/** The button that replaces Send is loaded lazily. */
const CONTROL: readonly Step[] = [['waitFor', '.answer-control']];

const written = (text: string): readonly Step[] => [
  // The answer is followed as soon as it is rendered.
  ['waitFor', '.answer'],
  ['receive', { type: 'assistant.snapshot', id: ID, attempt: 1, text }],
  ['waitFor', '.answer .text'],
  ...CONTROL,
];

export const answerStates: Readonly<Record<string, Scene>> = {
  'ask-hint': {
    title: 'An empty room with an assistant',
    talk: [],
    welcome: {
      assistant: { id: 'assistant', name: 'Assistant', trigger: 'mention', provider: 'builtin' },
    },
    steps: [['waitFor', '.first-run']],
  },
  'answer-queued': {
    title: 'An answer waits',
    talk: answered({ state: 'queued' }),
    steps: CONTROL,
  },
  'answer-thinking': { title: 'An answer begins', talk: answered({}), steps: CONTROL },
  'answer-writing': {
    title: 'An answer is written',
    talk: answered({}),
    steps: written(WHOLE.slice(0, 120)),
  },
  'answer-code': {
    title: 'An answer in the middle of code',
    talk: answered({}),
    steps: written(WHOLE.slice(0, WHOLE.indexOf('round'))),
  },
  'answer-done': {
    title: 'An answer, whole',
    talk: answered({ state: 'done', tokensIn: 410, tokensOut: 86 }, WHOLE),
    steps: [['waitFor', '.code-head']],
  },
  'answer-long': {
    title: 'An answer longer than the screen',
    talk: answered({ state: 'done', tokensIn: 410, tokensOut: 2064 }, `${WHOLE}\n\n`.repeat(24)),
    steps: [['waitFor', '.code-head']],
  },
  'answer-cut': {
    title: 'An answer as long as may be',
    talk: answered({ state: 'done', code: 'assistant_too_long' }, 'A bowline is a loop that'),
  },
  'answer-builtin': {
    title: 'The built-in helper',
    talk: answered({ state: 'done', provider: 'builtin' }, 'I’m the built-in helper.').map(
      ({ assistant, ...message }) => ({
        ...message,
        ...(assistant && { assistant: withoutModel(assistant) }),
      }),
    ),
  },
  'answer-stopped': {
    title: 'An answer, stopped',
    talk: answered({ state: 'stopped' }, 'A **bowline** is a loop that'),
  },
  'answer-refused': {
    title: 'An answer that the model refused',
    talk: answered({ state: 'failed', code: 'assistant_refused' }),
    steps: CONTROL,
  },
  'answer-unavailable': {
    title: 'An answer whose provider is down',
    talk: answered({ state: 'failed', code: 'assistant_unavailable' }),
    steps: CONTROL,
  },
  'answer-timeout': {
    title: 'An answer that took too long, with what there is of it',
    talk: answered({ state: 'failed', code: 'assistant_timeout' }, 'A **bowline** is a loop that'),
    steps: CONTROL,
  },
  'answer-busy': {
    title: 'An answer for which too many wait',
    talk: answered({ state: 'failed', code: 'assistant_busy' }),
    steps: CONTROL,
  },
  'answer-limit': {
    title: 'An answer that the limit forbids',
    talk: answered({ state: 'failed', code: 'assistant_limit', retryAt: NOW + 35 * 60_000 }),
  },
  'answer-limit-over': {
    title: 'An answer that may be asked for again by now',
    talk: answered({ state: 'failed', code: 'assistant_limit', retryAt: NOW + 200 }),
    steps: CONTROL,
  },
  'answer-interrupted': {
    title: 'An answer, interrupted',
    talk: answered({ state: 'interrupted' }, 'A **bowline** is a loop that does not'),
    steps: CONTROL,
  },
};

function withoutModel({ model: _, ...answer }: Answer): Answer {
  return answer;
}
