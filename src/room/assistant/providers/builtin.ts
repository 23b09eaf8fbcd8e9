import type { AnswerRequest, Part, Provider, Said } from './provider.ts';

/** Between two words, so that it arrives as a model's answer does, in ms. */
const WORD_MS = 30;
/** Messages that a recap tells of, and as much of each. */
const RECAP = 8;
const RECAP_CHARS = 140;

const WHO_I_AM = 'I’m the built-in helper, not an AI model.';

type Topic = { readonly asks: RegExp; readonly tell: (request: AnswerRequest) => string };

const topics: readonly Topic[] = [
  { asks: /\b(recap|summar\w*|catch me up|missed)\b/i, tell: recap },
  { asks: /\b(who|people|online)\b/i, tell: whoIsHere },
  { asks: /\b(figures?|stats?|statistics|numbers?|how (many|busy))\b/i, tell: figures },
  {
    asks: /\b(connect|configure|set ?up|models?|api|keys?|openai|anthropic|ollama)\b/i,
    tell: howTo,
  },
  { asks: /\b(help|commands?|what can you|hi|hello|hey)\b/i, tell: help },
];

/**
 * Answers where no model is connected, from what the room itself knows, and says what it is. The same
 * question about the same room has the same answer.
 * @param wait resolves after so many ms, or at once when the signal aborts.
 */
export function builtinProvider(
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
): Provider {
  return {
    name: 'builtin',
    async *answer(request, signal): AsyncIterable<Part> {
      for (const word of wordsOf(reply(request))) {
        yield { type: 'text', text: word };
        await wait(WORD_MS, signal);
        if (signal.aborted) return;
      }
      yield { type: 'end', usage: { tokensIn: 0, tokensOut: 0 } };
    },
  };
}

const wordsOf = (text: string): string[] => text.match(/\s*\S+/gu) ?? [];

function reply(request: AnswerRequest): string {
  const topic = topics.find(({ asks }) => asks.test(request.question));
  return topic === undefined
    ? `${WHO_I_AM} I can’t answer that. ${help(request)}`
    : `${WHO_I_AM} ${topic.tell(request)}`;
}

function help(_: AnswerRequest): string {
  return [
    'Ask me for:',
    '',
    '- **help**: this list',
    '- **who** is here',
    '- **recap**: the last things that people said',
    '- **figures** of this room',
    '- **connect**: how to give this room an AI model',
  ].join('\n');
}

function whoIsHere({ room: { online, members } }: AnswerRequest): string {
  const others = online - members.length;
  if (members.length === 0) return `There are ${online} online here.`;
  const named = `Here now: ${members.map(plain).join(', ')}.`;
  return others > 0 ? `${named} ${others} more read along.` : named;
}

function recap({ room: { recent } }: AnswerRequest): string {
  if (recent.length === 0) return 'Nobody has said anything here yet.';
  const lines = recent.slice(-RECAP).map(({ from, text }) => `- ${plain(from)}: ${short(text)}`);
  return ['The last things that people said, as they said them:', '', ...lines].join('\n');
}

function figures({ room: { name, online, recent } }: AnswerRequest): string {
  const [first] = recent;
  if (first === undefined) return `The room ${name} has ${online} online and no messages yet.`;
  const writers = new Set(recent.map(({ from }) => from)).size;
  const since = new Date(first.at).toISOString().slice(0, 16).replace('T', ' ');
  return [
    `The room ${name}:`,
    '',
    `- online now: ${online}`,
    `- the last ${recent.length} messages: from ${writers} ${writers === 1 ? 'person' : 'people'}, since ${since} UTC`,
    `- the longest of them: ${Math.max(...recent.map(({ text }) => text.length))} characters, by ${plain(longest(recent).from)}`,
  ].join('\n');
}

const longest = (recent: readonly Said[]): Said =>
  recent.reduce((most, said) => (said.text.length > most.text.length ? said : most));

function howTo(_: AnswerRequest): string {
  return [
    'Whoever runs this chat can connect a model:',
    '',
    '- any OpenAI-compatible server (Ollama, vLLM, llama.cpp, Groq …): `AI_BASE_URL`, `AI_MODEL` and, if it needs one, the secret `AI_API_KEY`',
    '- OpenAI: the secret `OPENAI_API_KEY`',
    '- Anthropic: the secret `ANTHROPIC_API_KEY`',
    '- Workers AI: a binding named `AI` in wrangler.toml',
    '',
    'On one’s own computer secrets go in `.dev.vars`, and `npx wrangler secret put` keeps them once deployed.',
  ].join('\n');
}

// What people are called and say is shown as they wrote it, on one line, and styles nothing.
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_~[\]()<>#|]/g, '\\$&');

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.slice(0, RECAP_CHARS).replace(/[\ud800-\udbff]$/, '');
  return plain(line.length > RECAP_CHARS ? `${cut} …` : line);
}
