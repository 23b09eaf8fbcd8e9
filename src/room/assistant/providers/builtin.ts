import { withoutSecrets } from './helper/secrets.ts';
import { understand } from './helper/understand.ts';
import { languages, type Topic, type Words } from './helper/words.ts';
import type { AnswerRequest, Part, Provider, Said } from './provider.ts';

/** Between two words, so that it arrives as a model's answer does, in ms. */
const WORD_MS = 30;
/** Messages that a recap tells of, and as much of each. */
const RECAP = 8;
const RECAP_CHARS = 140;

/**
 * Answers where no model is connected, from what the room itself knows, in the language of the
 * question where that is one of the page's, and says what it is. The same question about the same
 * room has the same answer.
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

/** Words to be told one after the other; of scripts that do not set them apart, a few characters. */
const wordsOf = (text: string): string[] =>
  text.match(
    /\s*(?:[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]{1,3}|[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+)/gu,
  ) ?? [];

type Tell = (words: Words, room: AnswerRequest['room']) => string;

const tell: { readonly [T in Topic]: Tell } = {
  about: ({ help }) => lines(help),
  help: ({ help }) => lines(help),
  connect: ({ connect }) => lines(connect),
  who: (words, { online, members }) =>
    members.length === 0
      ? words.online(online)
      : words.here(members.map(plain).join(words.comma), online - members.length),
  recap(words, { recent }) {
    if (recent.length === 0) return words.nothingSaid;
    const told = recent
      .slice(-RECAP)
      .map(({ from, text }) => `- ${words.said(plain(from), short(text))}`);
    return lines([words.recap, '', ...told]);
  },
  figures(words, { name, online, recent }) {
    const [first] = recent;
    if (first === undefined) return words.noFigures(name, online);
    const { from, text } = longest(recent);
    return lines(
      words.figures({
        ...{ room: name, online, messages: recent.length },
        writers: new Set(recent.map((said) => said.from)).size,
        since: new Date(first.at).toISOString().slice(0, 16).replace('T', ' '),
        longest: text.length,
        by: plain(from),
      }),
    );
  },
};

function reply({ question, room }: AnswerRequest): string {
  const { language, topic } = understand(question);
  const words = languages[language];
  // Japanese and Chinese put no space between sentences.
  const space = words.comma === '、' ? '' : ' ';
  const said =
    topic === undefined
      ? `${words.cannot}${space}${tell.help(words, room)}`
      : tell[topic](words, room);
  return `${words.whoIAm}${space}${said}`;
}

const lines = (all: readonly string[]): string => all.join('\n');

const longest = (recent: readonly Said[]): Said =>
  recent.reduce((most, said) => (said.text.length > most.text.length ? said : most));

// What people are called and say is shown as they wrote it, on one line, and styles nothing.
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_~[\]()<>#|]/g, '\\$&');

function short(text: string): string {
  // Before it is cut, so that no part of a secret is left.
  const line = withoutSecrets(text).replace(/\s+/g, ' ').trim();
  const cut = line.slice(0, RECAP_CHARS).replace(/[\ud800-\udbff]$/, '');
  return plain(line.length > RECAP_CHARS ? `${cut} …` : line);
}
