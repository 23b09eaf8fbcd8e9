// What happens in a scene until its state is reached, done to the page as a room and a person do it.
import type { Chat } from '../client/index.ts';
import type { Frame } from '../protocol/frames.ts';
import type { Door, Step } from './scene.ts';
import type { Stage } from './stage.ts';

/** A page that does not come to it in this time never will. */
const PATIENCE_MS = 5000;

export type Deeds = ReturnType<typeof deedsOn>;

const deedsOn = (stage: Stage, chat: Chat | null) => ({
  /** The room says something. */
  async hear(...frames: Frame[]) {
    stage.hear(frames);
  },
  /** The line breaks; who tries again finds such a door. */
  async lose(door: Door) {
    stage.lose(door);
  },
  async pass(ms: number) {
    stage.clock.pass(ms);
  },
  /** Nobody sits in front of the page any more. */
  async leave() {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  },
  /** Time passes until nobody counts the tries any more. */
  async offline() {
    while (chat && chat.state.get().at !== 'offline') {
      stage.clock.pass(30_000);
      await drawn();
    }
  },
  /** Waits until something is there. */
  async see(selector: string) {
    await found(selector);
  },
  async press(selector: string) {
    (await found(selector)).click();
  },
  /** Presses what opens something, where that is not open. */
  async open(selector: string) {
    const button = await found(selector);
    if (button.getAttribute('aria-expanded') === 'false') button.click();
  },
  /** Presses a key on an element, which gets the focus. */
  async key(key: string, selector: string) {
    const target = await found(selector);
    target.focus();
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  },
  /** Writes into a field, in place of what is there. */
  async write(text: string, selector = '.foot :is(textarea, input)') {
    const field = (await found(selector)) as HTMLTextAreaElement | HTMLInputElement;
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  },
  /** Says something. */
  async say(text: string) {
    await this.write(text, '.composer textarea');
    await drawn();
    await this.key('Enter', '.composer textarea');
  },
  /** Reads further up. */
  async scrollTo(top: number) {
    (await found('.log')).scrollTop = top;
  },
});

/**
 * Plays a scene's steps, each once the page has drawn what came of the one before.
 * @param chat the page's; a widget keeps its own to itself, and its scenes say what to wait for.
 */
export async function play(stage: Stage, chat: Chat | null, steps: readonly Step[]): Promise<void> {
  const deeds = deedsOn(stage, chat);
  // In a room that lets nobody in, nothing is to be waited for.
  if (chat && stage.isOpen) await arrived(stage, chat);
  await drawn();
  for (const [name, ...args] of steps) {
    await (deeds[name] as (...args: unknown[]) => Promise<void>).apply(deeds, args);
    await drawn();
  }
}

async function arrived(stage: Stage, chat: Chat): Promise<void> {
  while (chat.state.get().at !== 'live') await drawn();
  // The list asks for more as soon as it has room for it; that is nothing to race with.
  if (stage.hasWholeTalk) await chat.loadOlder();
  await filled();
}

/** Until no more rows come in above the first ones. */
async function filled(): Promise<void> {
  for (let before = -1, now = rowCount(); now !== before; now = rowCount()) {
    before = now;
    await drawn();
  }
}

const rowCount = (): number => document.querySelectorAll('[data-key]').length;

/** Two frames: what was asked for in the first is on the screen after the second. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 2; frame++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

async function found(selector: string): Promise<HTMLElement> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { shadowRoot } = document.querySelector('edgewise-chat') ?? {};
    const element = [document, shadowRoot]
      .map((root) => root?.querySelector(selector))
      .find(Boolean);
    if (element) return element as HTMLElement;
    if (performance.now() > end) throw new Error(`${selector} did not come.`);
    await drawn();
  }
}
