import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../src/client/outbox/outbox.ts';
import type { OutboxCommand, OutboxEntry } from '../../../src/client/outbox/outbox-entry.ts';
import { overlay } from '../../../src/client/overlay.ts';
import { emptyTimeline, merge } from '../../../src/client/room-state/timeline.ts';
import type { Message } from '../../../src/protocol/message.ts';
import { ADA, BEN, FakeClock, message } from './fakes.ts';
import { inMemory } from './outbox/memory-outbox.ts';

const pending = (command: OutboxCommand, userId = ADA.id): OutboxEntry => ({
  ...{ cid: command.cid, command, userId, queuedAt: 0 },
  status: 'pending',
});
const react = (on: boolean, cid = 'r'): OutboxCommand => ({
  ...{ type: 'react', cid, id: 'e1-1', emoji: '👍', on },
});
const edit = (text: string, cid = 'x'): OutboxCommand => ({ type: 'edit', cid, id: 'e1-1', text });
const shown = (first: Message, ...entries: OutboxEntry[]) => overlay([first], entries)[0];

describe('pending changes', () => {
  it('leave the messages unchanged if there are none', () => {
    const messages = [message(1)];
    expect(overlay(messages, [pending({ type: 'message', cid: 'm', text: 'new' })])).toBe(messages);
  });

  it('show an edit at once, and a later one over it', () => {
    expect(shown(message(1), pending(edit('better')), pending(edit('best', 'y')))).toMatchObject({
      text: 'best',
      edited: true,
    });
  });

  it('show a reaction in the spelling that the room will use [R27]', () => {
    const before = message(1, { reactions: { '❤️': { count: 1, by: [BEN.id] } } });
    const hearted = { ...react(true), emoji: '\u2764' } as OutboxCommand;
    expect(shown(before, pending(hearted))?.reactions).toEqual({
      '❤️': { count: 2, by: [BEN.id, ADA.id] },
    });
  });

  it('show a deletion at once, as the room will send it', () => {
    const before = message(1, { edited: true, reactions: { '👍': { count: 1, by: [BEN.id] } } });
    expect(shown(before, pending({ type: 'delete', cid: 'd', id: 'e1-1' }))).toEqual({
      ...message(1, { text: '' }),
      deleted: true,
    });
  });

  it('add and remove a reaction once', () => {
    const one = shown(message(1), pending(react(true)), pending(react(true, 's')));
    expect(one?.reactions).toEqual({ '👍': { count: 1, by: [ADA.id] } });
    expect(shown(one as Message, pending(react(false)))).toEqual(message(1));
  });

  it('count a reaction beyond the people named', () => {
    const by = Array.from({ length: 50 }, (_, i) => `u-${i}`);
    const crowd = message(1, { reactions: { '👍': { count: 50, by } } });
    expect(shown(crowd, pending(react(true)))?.reactions).toEqual({ '👍': { count: 51, by } });
  });

  it('stay exactly until the version that contains them arrives', () => {
    const sent: OutboxEntry = {
      ...pending(edit('mine')),
      ...{ status: 'sent', ack: { id: 'e1-1', seq: 5 }, sentAt: 0 },
    };
    expect(shown(message(1, { version: 4, text: 'older' }), sent)?.text).toBe('mine');
    expect(shown(message(1, { version: 5, text: 'mine' }), sent)?.text).toBe('mine');
    expect(shown(message(1, { version: 6, text: 'later' }), sent)?.text).toBe('later');
  });

  it('are removed when they failed', () => {
    const reason = { code: 'not_allowed', message: 'No.' };
    const entry: OutboxEntry = { ...pending(edit('mine')), status: 'failed', reason };
    expect(shown(message(1), entry)).toEqual(message(1));
  });
});

/** A model of a room, independent of the code under test: it changes, replies and broadcasts. */
class Room {
  readonly messages = new Map([1, 2].map((seq) => [`e1-${seq}`, message(seq)]));
  readonly told: Message[] = [...this.messages.values()];
  seq = 2;

  perform(command: OutboxCommand, userId: string): number {
    if (command.type === 'message') return 0;
    const before = this.messages.get(command.id) ?? message(1);
    const after = { ...before, reactions: structuredClone(before.reactions ?? {}) } as Message;
    if (command.type === 'delete') Object.assign(after, { text: '', deleted: true, reactions: {} });
    if (command.type === 'edit') Object.assign(after, { text: command.text, edited: true });
    if (command.type === 'react') this.#react(after, command.emoji, command.on, userId);
    if (Object.keys(after.reactions ?? {}).length === 0) delete after.reactions;
    if (after.deleted) delete after.edited;
    this.seq++;
    this.messages.set(command.id, { ...after, version: this.seq });
    this.told.push({ ...after, version: this.seq });
    return this.seq;
  }

  #react({ reactions = {} }: Message, emoji: string, on: boolean, userId: string): void {
    const by = (reactions[emoji]?.by ?? []).filter((id) => id !== userId);
    if (on) by.push(userId);
    if (by.length > 0) reactions[emoji] = { count: by.length, by };
    else delete reactions[emoji];
  }
}

const id = fc.constantFrom('e1-1', 'e1-2');
const change = fc.oneof(
  fc.record({ type: fc.constant('edit'), id, text: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    type: fc.constant('react'),
    id,
    emoji: fc.constantFrom('👍', '🎉'),
    on: fc.boolean(),
  }),
  fc.record({ type: fc.constant('delete'), id }),
);
const step = fc.oneof(
  fc.record({ does: fc.constantFrom('act', 'other acts'), change }),
  fc.record({
    does: fc.constantFrom(
      'room performs',
      'room refuses',
      'answer comes',
      'news come',
      'page comes',
      'cut',
    ),
    change: fc.constant(null),
  }),
);

describe('whatever the order of replies, updates and failures', () => {
  it('a person sees their own change at once, and finally the room’s state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (plan) => {
        const room = new Room();
        let timeline = emptyTimeline;
        let told = 0;
        let atRoom: OutboxCommand[] = [];
        let answers: (() => void)[] = [];
        const acks = new Map<string, number>();
        const outbox = new Outbox({
          ...{
            clock: new FakeClock(),
            random: () => 0,
            openStorage: inMemory,
            stalled() {},
            renew() {},
          },
          limits: () => ({}),
          send: (commands) => atRoom.push(...commands) > 0,
        });
        const roomState = () => overlay(timeline.messages, outbox.entries.get());
        const reach = () => outbox.reached(({ seq }) => seq <= told);
        const learn = (upTo: number) => {
          const news = room.told.slice(0, upTo).map((known) => ({ message: known, places: true }));
          timeline = merge(timeline, news);
          told = Math.max(told, news.at(-1)?.message.version ?? 0);
          reach();
        };
        const performed = (command: OutboxCommand) => {
          const seq = acks.get(command.cid) ?? room.perform(command, ADA.id);
          acks.set(command.cid, seq);
          const ack = { type: 'ack', cid: command.cid, seq, timestamp: 1 } as const;
          answers.push(() => outbox.acked({ ...ack, id: 'id' in command ? command.id : '' }));
        };
        const refused = ({ cid }: OutboxCommand) =>
          answers.push(() =>
            outbox.refused({ type: 'error', cid, code: 'not_allowed', message: 'No.' }),
          );
        const isPending = (key: string) =>
          outbox.entries
            .get()
            .some(
              ({ status, command }) =>
                status === 'pending' && 'id' in command && command.id === key,
            );
        /** With nothing pending and everything delivered, a person sees the room's state. */
        const check = () => {
          for (const seen of roomState()) {
            const held = room.messages.get(seen.id);
            if (seen.version === held?.version && !isPending(seen.id)) expect(seen).toEqual(held);
          }
        };
        const isGone = (key: string) => room.messages.get(key)?.deleted === true;
        const does = {
          'room performs'() {
            const command = atRoom.shift();
            if (command && (acks.has(command.cid) || !('id' in command) || !isGone(command.id)))
              performed(command);
            else if (command) refused(command);
          },
          'room refuses'() {
            const command = atRoom.shift();
            if (command && !acks.has(command.cid)) refused(command);
            else if (command) performed(command);
          },
          'answer comes'() {
            answers.shift()?.();
            reach();
          },
          'news come': () => learn(room.told.findIndex(({ version }) => version > told) + 1),
          // Older messages are requested separately, and may be ahead of the frames.
          'page comes'() {
            const page = [...room.messages.values()];
            timeline = merge(
              timeline,
              page.map((known) => ({ message: known, places: true })),
            );
          },
          cut() {
            atRoom = [];
            answers = [];
            learn(room.told.length);
            outbox.open(ADA.id);
          },
        };

        learn(2);
        outbox.open(ADA.id);
        plan.forEach((one, n) => {
          if (one.change === null) does[one.does as keyof typeof does]();
          else if (one.does === 'other acts') {
            const command = { ...one.change, cid: `o${n}` } as OutboxCommand;
            if (!isGone(one.change.id)) room.perform(command, BEN.id);
          } else {
            void outbox.add({ ...one.change, cid: `c${n}` } as OutboxCommand, ADA.id);
            const seen = roomState().find((known) => known.id === one.change.id);
            if (one.change.type === 'delete') expect(seen?.deleted).toBe(true);
            if (one.change.type === 'edit' && !seen?.deleted)
              expect(seen?.text).toBe(one.change.text);
          }
          check();
        });
        for (let n = 0; n <= plan.length; n++) {
          does['room performs']();
          does['answer comes']();
        }
        learn(room.told.length);
        expect(outbox.entries.get()).toEqual([]);
        expect(roomState()).toEqual([...room.messages.values()]);
      }),
    );
  });
});
