import type { Trigger } from '../../protocol/answer-state.ts';
import { type Mention, MentionFinder } from '../../protocol/mentions.ts';
import { proseOf } from './prose.ts';

/**
 * Whether a person's message asks the assistant [R102].
 * @param repliesToIt whether it replies to one of the assistant's answers.
 */
export function asks(
  { trigger, name }: { readonly trigger: Trigger; readonly name: string },
  text: string,
  repliesToIt: boolean,
): boolean {
  if (trigger === 'off' || trigger === 'always') return trigger === 'always';
  return repliesToIt || (trigger === 'mention' && firstMention(name, text) !== undefined);
}

/** The text without the assistant's name: what was asked. */
export function withoutMention(name: string, text: string): string {
  const { from, to } = firstMention(name, text) ?? { from: 0, to: 0 };
  return `${text.slice(0, from)} ${text.slice(to)}`.replace(/^[\s,:;!.、，：；！。-]+/, '').trim();
}

/**
 * Behind a name, the rest of a longer one: `@assistant-bot`, `@assistant/core`, `@assistant@site`;
 * also where what joins it, or nothing but it, cannot be seen.
 */
const LONGER =
  /(?:[\u00ad\u200b\u2060\ufeff]+|[\u00ad\u200b\u2060\ufeff]*[-\u2010-\u2012\u2212\ufe63\uff0d@/+])(?![\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}])[\p{L}\p{N}]/uy;

const finders = new Map<string, MentionFinder>();

/** The first mention that is said, not shown as code or in a quote [R111]. */
function firstMention(name: string, text: string): Mention | undefined {
  const finder = finders.get(name) ?? new MentionFinder([name]);
  finders.set(name, finder);
  if (finder.all(text).length === 0) return undefined;
  return finder.all(proseOf(text)).find(({ to }) => {
    LONGER.lastIndex = to;
    return !LONGER.test(text);
  });
}
