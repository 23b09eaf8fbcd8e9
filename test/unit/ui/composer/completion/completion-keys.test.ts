import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { Completion } from '../../../../../src/ui/composer/completion/completion.ts';
import { likeliestFirst } from '../../../../../src/ui/people/mentionable-names.ts';
import { Namesakes } from '../../../../../src/ui/people/namesakes.ts';
import type { RoomModel } from '../../../../../src/ui/room/room-model.ts';

const user = (name: string) => ({ id: `u_${name}`, name });
const message = (name: string) => ({ user: user(name) });
const room = (speakers: string[], members: string[]): RoomModel =>
  ({
    messages: signal(speakers.map(message)),
    presence: signal({ members: members.map(user) }),
    assistant: signal(user('Assistant')),
    you: signal(user('Me')),
    language: signal({ tag: 'en' }),
  }) as unknown as RoomModel;

/** A field, as far as a completion uses it. */
class Field extends EventTarget {
  value: string;
  selectionStart: number;
  selectionEnd: number;
  constructor(value: string) {
    super();
    this.value = value;
    this.selectionStart = this.selectionEnd = value.length;
  }
  /** For a field without the focus; in a browser a command inserts the text. */
  matches(): boolean {
    return false;
  }
  setSelectionRange(from: number, to: number): void {
    this.selectionStart = from;
    this.selectionEnd = to;
  }
  setRangeText(text: string, from: number, to: number): void {
    this.value = this.value.slice(0, from) + text + this.value.slice(to);
    this.selectionStart = this.selectionEnd = from + text.length;
  }
}
const typed = async (text: string, room: RoomModel) => {
  const field = new Field(text) as Field & HTMLTextAreaElement;
  const completion = new Completion(room);
  await completion.look(field);
  const press = (key: string, more: object = {}) =>
    completion.key({ key, keyCode: 0, isComposing: false, ...more } as KeyboardEvent, field);
  const labels = () => completion.options.value.map(({ label }) => label);
  return { field, completion, press, labels };
};
Object.assign(globalThis, { InputEvent: Event });

describe('the names that a list offers', () => {
  it('are the assistant, then recent speakers, then the others who are here', async () => {
    const strangers = Array.from({ length: 50 }, (_, i) => `Aa ${i}`);
    const { labels } = await typed('@', room(['Ann', 'Ben', 'Ann', 'Cleo'], strangers));
    expect(labels().slice(0, 4)).toEqual(['Assistant', 'Cleo', 'Ann', 'Ben']);
    expect(labels()).toHaveLength(8);
    expect([...likeliestFirst([], [user('Ann')], null)]).toEqual(['Ann']);
  });

  it('start with a name that is typed in full, however it is spelt', async () => {
    const here = room([], ['Anna', 'Annabel', 'Ann', 'Zoëlle', 'Zoë']);
    expect((await typed('@ann', here)).labels()).toEqual(['Ann', 'Anna', 'Annabel']);
    expect((await typed('@ZOE\u0308', here)).labels()).toEqual(['Zoë', 'Zoëlle']);
  });

  it('distinguish people whose names look the same', async () => {
    const here = room(['Ada', 'Аda', 'Ben'], []);
    const { completion } = await typed('@', here);
    const marks = completion.options.value.map(({ label, mark }) => [label, mark]);
    expect(marks).toEqual([
      ['Assistant', ''],
      ['Ben', ''],
      ['Аda', '#_Аda'],
      ['Ada', '#_Ada'],
    ]);
  });

  it('have no distinguishing mark when several people share the spelling: it means them all', () => {
    const people = new Namesakes([user('Ada'), { id: 'u_other', name: 'Ada' }]);
    expect(people.markOfName('Ada')).toBe('');
    expect(people.markOfName('Nobody')).toBe('');
  });

  it('are none in code', async () => {
    for (const text of ['`@An', '```\n@An', '    @An'])
      expect((await typed(text, room([], ['Ann']))).labels(), text).toEqual([]);
  });
});

describe('Enter on a list', () => {
  const here = room([], ['Anna', 'Ann']);

  it.each(['@Ann', '@An', 'see you @a'])(
    'sends as long as nothing is selected: %j',
    async (text) => {
      const { field, press, labels } = await typed(text, here);
      expect(labels().length).toBeGreaterThan(0);
      expect(press('Enter')).toBe(false);
      expect(labels()).toEqual([]);
      expect(field.value).toBe(text);
    },
  );

  it('inserts what an arrow key selected, even if the field reports itself again', async () => {
    const { field, completion, press } = await typed('hi @An', here);
    expect(press('ArrowDown')).toBe(true);
    await completion.look(field);
    expect(press('Enter')).toBe(true);
    expect(field.value).toBe('hi @Ann ');
  });

  it('leaves inserting to Tab', async () => {
    const { field, press } = await typed('@Ann', here);
    expect(press('Tab')).toBe(true);
    expect(field.value).toBe('@Ann ');
  });

  it.each([{ shiftKey: true }, { ctrlKey: true }, { metaKey: true }])(
    'is ignored with %j',
    async (more) => {
      const { press } = await typed('@An', here);
      press('ArrowDown');
      expect(press('Enter', more)).toBe(false);
    },
  );

  it('belongs to the input method during a composition', async () => {
    const { press, labels } = await typed('@An', here);
    press('ArrowDown');
    expect(press('Enter', { isComposing: true })).toBe(false);
    expect(labels()).toHaveLength(2);
  });

  it('sends again once more is typed after a selection', async () => {
    const { field, completion, press } = await typed('@A', here);
    press('ArrowDown');
    field.setRangeText('n', 2, 2);
    await completion.look(field);
    expect(press('Enter')).toBe(false);
  });
});
