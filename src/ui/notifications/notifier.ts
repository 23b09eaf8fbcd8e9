// Notifies users who look elsewhere, by desktop notification or sound. Both are opt-in.
import { effect, type Signal, signal } from '@preact/signals';
import { systemEnvironment } from '../../client/app/first-load.ts';
import { indexOfSeq } from '../../client/app/message-id.ts';
import type { Message } from '../../client/index.ts';
import { isPageActive } from '../browser/page-active.ts';
import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { jumpToMessage } from '../timeline/jump-to-message.ts';
import { chime } from './chime.ts';
import { MessageBursts } from './message-bursts.ts';
import { type NotificationSettings, storedSettings } from './notification-settings.ts';
import { notificationText } from './notification-text.ts';
import { TabElection } from './tab-election.ts';

/** Long texts are cut. Systems do it too, at different lengths. */
const SHOWN_CHARS = 140;

/** The browser's permission; `unable` if it has no notifications. */
type Permission = NotificationPermission | 'unable';

export class Notifier {
  readonly wishes: Signal<NotificationSettings>;
  readonly permission = signal<Permission>(permission());
  readonly #room: RoomModel;
  readonly #turns: TabElection;
  readonly #bursts: MessageBursts;
  #shown: Notification | null = null;

  constructor(room: RoomModel) {
    this.#room = room;
    this.wishes = storedSettings(() => localStorage);
    this.#turns = new TabElection(room.address.peek());
    this.#bursts = new MessageBursts(
      systemEnvironment().clock,
      (messages) => void this.#call(messages),
    );
    let heard = room.messages.peek().at(-1)?.seq ?? null;
    effect(() => {
      const messages = room.messages.value;
      if (room.state.value.at !== 'live') return;
      heard ??= messages.at(-1)?.seq ?? 0;
      const fresh = messages.slice(indexOfSeq(messages, heard + 1));
      heard = fresh.at(-1)?.seq ?? heard;
      const you = room.you.peek()?.id;
      if (!isPageActive.peek())
        this.#bursts.add(fresh.filter(({ user, deleted }) => user.id !== you && !deleted));
    });
    effect(() => {
      this.#turns.look(isPageActive.value);
      if (!isPageActive.value && room.unread.count.value > 0) return;
      // Read, here or in another tab.
      this.#bursts.forget();
      this.#shown?.close();
    });
  }

  /** Turns desktop notifications on, if the browser permits it, or off. */
  async setDesktop(on: boolean): Promise<void> {
    // Off until permission is granted.
    this.wishes.value = { ...this.wishes.peek(), desktop: false };
    if (!on || this.permission.peek() === 'unable') return;
    this.permission.value = await Notification.requestPermission();
    if (this.permission.peek() === 'granted')
      this.wishes.value = { ...this.wishes.peek(), desktop: true };
  }

  /** Turns the sound on, playing it once, or off. */
  setSound(on: boolean): void {
    this.wishes.value = { ...this.wishes.peek(), sound: on };
    if (on) void chime();
  }

  async #call(messages: readonly Message[]): Promise<void> {
    if (!(await this.#turns.isElected())) return;
    const { desktop, sound } = this.wishes.peek();
    if (desktop) await this.#show(messages);
    if (sound) void chime();
  }

  async #show(messages: readonly Message[]): Promise<void> {
    const { loadPlainText, plainText } = await importWithRetry(
      () => import('../rich-text/plain-text.ts'),
    );
    await loadPlainText();
    const [first, ...others] = messages;
    if (!first || permission() !== 'granted') return;
    this.#shown?.close();
    const { title, body } = notificationText(
      [first, ...others],
      (text) => plainText(text, SHOWN_CHARS),
      this.#room.words,
    );
    try {
      const shown = new Notification(title, {
        body,
        tag: this.#room.address.peek(),
        silent: true,
      });
      shown.onclick = () => {
        window.focus();
        shown.close();
        void jumpToMessage(this.#room, first.id);
      };
      this.#shown = shown;
    } catch {
      // Phones only support notifications from service workers.
      this.permission.value = 'unable';
    }
  }
}

const permission = (): Permission =>
  'Notification' in globalThis ? Notification.permission : 'unable';
