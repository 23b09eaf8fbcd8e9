import { expect } from './engine.ts';
import type { Query } from './look.ts';
import type { Visitor } from './visitor.ts';

export const COMPOSER: Query = { css: '.composer textarea' };
export const LOG: Query = { css: '.log' };

export const message = (text: string): Query => ({ css: '.message article', text });

/** A message that has not been confirmed yet. */
export const waiting = (text: string): Query => ({ css: '[data-status]', text });

/** Opens the room's page, and takes a name. */
export async function enter(ada: Visitor, origin: string, room: string): Promise<void> {
  await ada.driver.goto(`${origin}/r/${room}`);
  await takeName(ada);
}

export async function takeName(ada: Visitor): Promise<void> {
  await focus(ada, { css: '.name-form input' });
  await ada.driver.type('Ada');
  await ada.driver.press('Enter');
  await ada.sees(COMPOSER, ({ focused }) => focused);
}

/** Clicks into it, and again if it has moved meanwhile: in an empty room it is elsewhere. */
async function focus(ada: Visitor, field: Query): Promise<void> {
  const click = async () => {
    await ada.click(field);
    return ada.all(field);
  };
  await ada.finds('the field has the focus', click, ([first]) => first?.focused === true);
}

/** Writes a message, sends it, and waits until it is confirmed. */
export async function say(ada: Visitor, text: string): Promise<void> {
  await write(ada, text);
  await ada.driver.press('Enter');
  await ada.sees(message(text));
  await ada.seesNone({ css: '[data-status]' });
}

export async function write(ada: Visitor, text: string): Promise<void> {
  await focus(ada, COMPOSER);
  await ada.driver.type(text);
  await ada.sees(COMPOSER, ({ value }) => value === text);
}

/** Presses the shortcut for an action on a focused message. */
export async function act(ada: Visitor, text: string, key: 'e' | '+'): Promise<void> {
  await focus(ada, message(text));
  await ada.driver.type(key);
}

/** The texts that look like `word-1`, in the order of the list. */
export async function words(ada: Visitor): Promise<string[]> {
  const texts = (await ada.all({ css: '.rows .text' })).map(({ text }) => text);
  return texts.join(' ').match(/\bword-\w+/g) ?? [];
}

export async function expectWords(ada: Visitor, expected: readonly string[]): Promise<void> {
  await expect.poll(() => words(ada)).toEqual(expected);
}
