import type { Trigger } from '../../protocol/answer-state.ts';

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
  return repliesToIt || (trigger === 'mention' && mention(name).test(text));
}

/** The text without the assistant's name: what was asked. */
export const withoutMention = (name: string, text: string): string =>
  text
    .replace(mention(name), ' ')
    .replace(/^[\s,:;!.-]+/, '')
    .trim();

// "@assistant" as a word of its own: not in ann@assistant.example, nor in @assistants.
const mention = (name: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_@.])@${name.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}(?![\\p{L}\\p{N}_]|\\.\\p{L})`,
    'iu',
  );
