import { withoutSecrets } from './helper/secrets.ts';
import { understand } from './helper/understand.ts';
import { languages, type Topic, type Words } from './helper/words.ts';
import type { AnswerRequest, Part, Provider, RecentMessage } from './provider.ts';

/** The delay between two words in ms, so that the answer streams like a model's. */
const WORD_INTERVAL_MS = 30;
/** The most messages in a recap, and the most characters of each. */
const RECAP_MESSAGES = 8;
const RECAP_CHARS = 140;

/**
 * The built-in helper, which answers when no model is connected. It uses only the room's own data,
 * in the language of the question if the page supports it, and says that it is not a model. The
 * answer depends only on the question and the room.
 * @param wait resolves after the given ms, or at once when the signal aborts.
 */
export function builtinProvider(
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
): Provider {
  return {
    name: 'builtin',
    async *answer(request, signal): AsyncIterable<Part> {
      for (const word of wordsOf(reply(request))) {
        yield { type: 'text', text: word };
        await wait(WORD_INTERVAL_MS, signal);
        if (signal.aborted) return;
      }
      yield { type: 'end', usage: { tokensIn: 0, tokensOut: 0 } };
    },
  };
}

/** Splits a text into words to stream; scripts without spaces are split every few characters. */
const wordsOf = (text: string): string[] =>
  text.match(
    /\s*(?:[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]{1,3}|[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+)/gu,
  ) ?? [];

type Reply = (words: Words, room: AnswerRequest['room']) => string;

const replies: { readonly [T in Topic]: Reply } = {
  about: ({ help }) => lines(help),
  help: ({ help }) => lines(help),
  connect: ({ connect }) => lines(connect),
  who: (words, { online, members }) =>
    members.length === 0
      ? words.online(online)
      : words.here(members.map(plain).join(words.comma), online - members.length),
  recap(words, { recent }) {
    if (recent.length === 0) return words.nothingSaid;
    const items = recent
      .slice(-RECAP_MESSAGES)
      .map(({ from, text }) => `- ${words.said(plain(from), short(text))}`);
    return lines([words.recap, '', ...items]);
  },
  figures(words, { name, online, recent }) {
    const [first] = recent;
    if (first === undefined) return words.noFigures(name, online);
    const { from, text } = longest(recent);
    return lines(
      words.figures({
        ...{ room: name, online, messages: recent.length },
        writers: new Set(recent.map((message) => message.from)).size,
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
  // Japanese and Chinese have no space between sentences.
  const space = words.comma === '、' ? '' : ' ';
  const text =
    topic === undefined
      ? `${words.cannot}${space}${replies.help(words, room)}`
      : replies[topic](words, room);
  return `${words.whoIAm}${space}${text}`;
}

const lines = (all: readonly string[]): string => all.join('\n');

const longest = (recent: readonly RecentMessage[]): RecentMessage =>
  recent.reduce((found, each) => (each.text.length > found.text.length ? each : found));

// Shows names and texts of people on one line, with Markdown escaped.
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_~[\]()<>#|]/g, '\\$&');

function short(text: string): string {
  // Remove secrets before cutting, so that no part of a secret remains.
  const line = withoutSecrets(text).replace(/\s+/g, ' ').trim();
  const cut = line.slice(0, RECAP_CHARS).replace(/[\ud800-\udbff]$/, '');
  return plain(line.length > RECAP_CHARS ? `${cut} …` : line);
}
