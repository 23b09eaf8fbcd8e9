// The steps of a scene: what the room and the user do until the state is reached.
import type { Chat } from '../client/index.ts';
import type { Frame } from '../protocol/frames.ts';
import type { ConnectResponse, Step } from './scene.ts';
import type { Stage } from './stage.ts';

/** A step that takes longer has failed. */
const PATIENCE_MS = 5000;

export type Actions = ReturnType<typeof actionsOn>;

const actionsOn = (stage: Stage, chat: Chat | null) => ({
  /** The room sends frames. */
  async receive(...frames: Frame[]) {
    stage.send(frames);
  },
  /**
   * The connection breaks.
   * @param connectResponse how the room responds to reconnecting.
   */
  async disconnect(connectResponse: ConnectResponse) {
    stage.disconnect(connectResponse);
  },
  async advance(ms: number) {
    stage.clock.pass(ms);
  },
  /** The page loses the focus. */
  async blur() {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  },
  /** Advances the clock until the client is offline. */
  async offline() {
    while (chat && chat.state.get().at !== 'offline') {
      stage.clock.pass(30_000);
      await drawn();
    }
  },
  /** Waits until an element exists. */
  async waitFor(selector: string) {
    await found(selector);
  },
  async press(selector: string) {
    (await found(selector)).click();
  },
  /** Presses a button with a popup unless that is already open. */
  async open(selector: string) {
    const button = await found(selector);
    if (button.getAttribute('aria-expanded') === 'false') button.click();
  },
  /** Focuses an element and presses a key. */
  async key(key: string, selector: string) {
    const target = await found(selector);
    target.focus();
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  },
  /** Replaces the text of a field. */
  async write(text: string, selector = '.foot :is(textarea, input)') {
    const field = (await found(selector)) as HTMLTextAreaElement | HTMLInputElement;
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  },
  /** Posts a message. */
  async send(text: string) {
    await this.write(text, '.composer textarea');
    await drawn();
    await this.key('Enter', '.composer textarea');
  },
  /** Scrolls the log. */
  async scrollTo(top: number) {
    (await found('.log')).scrollTop = top;
  },
});

/**
 * Plays a scene's steps, each after the page has rendered the one before.
 * @param chat the page's chat; `null` for a widget, whose scenes wait for elements instead.
 */
export async function play(stage: Stage, chat: Chat | null, steps: readonly Step[]): Promise<void> {
  const actions = actionsOn(stage, chat);
  // Without access to the room, there is nothing to wait for.
  if (chat && stage.isOpen) await arrived(stage, chat);
  await drawn();
  for (const [name, ...args] of steps) {
    await (actions[name] as (...args: unknown[]) => Promise<void>).apply(actions, args);
    await drawn();
  }
}

async function arrived(stage: Stage, chat: Chat): Promise<void> {
  while (chat.state.get().at !== 'live') await drawn();
  // The list loads earlier messages by itself; waits for it, so that later steps do not race with
  // it.
  if (stage.hasWholeTalk) await chat.loadOlder();
  await filled();
}

/** Waits until no more rows are added. */
async function filled(): Promise<void> {
  for (let before = -1, now = rowCount(); now !== before; now = rowCount()) {
    before = now;
    await drawn();
  }
}

const rowCount = (): number => document.querySelectorAll('[data-key]').length;

/** Waits two animation frames: the changes of the first are visible after the second. */
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
    if (performance.now() > end) throw new Error(`${selector} did not appear.`);
    await drawn();
  }
}
