import type { Trigger } from '../../protocol/answer-state.ts';
import { type Mention, MentionFinder } from '../../protocol/mentions.ts';
import { proseOf } from './prose.ts';

/**
 * Whether a person's message asks the assistant [R102].
 * @param repliesToIt whether the message replies to one of the assistant's answers.
 */
export function asks(
  { trigger, name }: { readonly trigger: Trigger; readonly name: string },
  text: string,
  repliesToIt: boolean,
): boolean {
  if (trigger === 'off' || trigger === 'always') return trigger === 'always';
  return repliesToIt || (trigger === 'mention' && firstMention(name, text) !== undefined);
}

/** @returns the question: the text without the mention of the assistant. */
export function withoutMention(name: string, text: string): string {
  const { from, to } = firstMention(name, text) ?? { from: 0, to: 0 };
  return `${text.slice(0, from)} ${text.slice(to)}`.replace(/^[\s,:;!.、，：；！。-]+/, '').trim();
}

/**
 * Matches the rest of a longer name after the mention: `@assistant-bot`, `@assistant/core`,
 * `@assistant@site`. Invisible characters may precede the joining character or replace it.
 */
const REST_OF_LONGER_NAME =
  /(?:[\u00ad\u200b\u2060\ufeff]+|[\u00ad\u200b\u2060\ufeff]*[-\u2010-\u2012\u2212\ufe63\uff0d@/+])(?![\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}])[\p{L}\p{N}]/uy;

const finders = new Map<string, MentionFinder>();

/** @returns the first mention that is not in code, a quote or an address [R111]. */
function firstMention(name: string, text: string): Mention | undefined {
  const finder = finders.get(name) ?? new MentionFinder([name]);
  finders.set(name, finder);
  if (finder.all(text).length === 0) return undefined;
  return finder.all(proseOf(text)).find(({ to }) => {
    REST_OF_LONGER_NAME.lastIndex = to;
    return !REST_OF_LONGER_NAME.test(text);
  });
}
