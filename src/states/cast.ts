// The people in the gallery, and their messages.
import type { Frame } from '../protocol/frames.ts';
import type { Message, User } from '../protocol/message.ts';

/** The current time in the gallery: a Thursday morning. */
export const NOW = Date.UTC(2026, 4, 14, 9, 41);
export const ROOM = 'harbour';
export const EPOCH = 'e1';

export const ADA: User = { id: 'u-ada', name: 'Ada' };
export const BEN: User = { id: 'u-ben', name: 'Ben Okafor' };
export const CLEO: User = { id: 'u-cleo', name: 'Cleo' };
export const MEI: User = { id: 'u-mei', name: '陳美玲' };
export const NOUR: User = { id: 'u-nour', name: 'نور' };

/** A few people in the room. */
export const FEW = { online: 5, members: [ADA, BEN, CLEO, MEI, NOUR] };

const MINUTE = 60_000;

/**
 * A message of the log.
 * @param minutes how long ago it was posted.
 */
const said = (
  seq: number,
  minutes: number,
  user: User,
  text: string,
  more: Partial<Message> = {},
): Message => ({
  seq,
  id: `${EPOCH}-${seq}`,
  version: seq,
  user,
  text,
  timestamp: NOW - minutes * MINUTE,
  ...more,
});

/** A conversation of two days, with every feature of a message. */
export const TALK: readonly Message[] = [
  said(1, 1153, CLEO, 'The ferry changes to its summer timetable on Saturday.'),
  said(2, 1152, CLEO, 'First boat at 6:10, last one back at 22:40.'),
  said(3, 1149, BEN, 'Finally. Is the 7:30 still there?', {
    reactions: { '🎉': { count: 2, by: [CLEO.id, MEI.id] } },
  }),
  said(4, 1147, CLEO, 'Yes, on weekdays: https://ferry.example/summer', { replyTo: `${EPOCH}-3` }),
  said(5, 52, MEI, '早安！我帶相機，日出大約五點半。'),
  said(6, 50, NOUR, 'صباح الخير، سأحضر القهوة للجميع ☕️', {
    reactions: {
      '❤️': { count: 3, by: [ADA.id, BEN.id, MEI.id] },
      '🙏': { count: 1, by: [CLEO.id] },
    },
  }),
  said(7, 48, ADA, 'Then I’ll bring bread.'),
  said(8, 47, ADA, 'And the good blanket, the one that doesn’t mind sand.', { edited: true }),
  said(
    9,
    14,
    BEN,
    'Meeting point is the red bench behind the fish market, as last year. If it rains, under the arcade: there is room for ten, and the kiosk opens at six.',
  ),
  said(10, 12, CLEO, 'Perfect.', { reactions: { '👍': { count: 1, by: [ADA.id] } } }),
  said(11, 4, BEN, 'Who has the key to the shed?'),
  said(12, 3, ADA, 'It hangs at my door.', { replyTo: `${EPOCH}-11` }),
];

/** The end of the conversation, for states that are not about messages. */
export const TALK_END = TALK.slice(-4);

/** A conversation longer than the screen. */
export const LONG_TALK: readonly Message[] = Array.from({ length: 40 }, (_, i) =>
  said(
    i + 1,
    240 - i * 6,
    [BEN, CLEO, ADA, NOUR][(i >> 1) % 4] ?? BEN,
    [
      'The tide table is on the board.',
      'Low water at noon, so the steps are free.',
      'I counted eleven boats this morning.',
      'One of them is for sale, and not even expensive.',
      'The lamp by the slipway is out again.',
    ][i % 5] ?? '',
  ),
);

/**
 * Texts that are difficult to lay out: other scripts and directions, long words, many lines, only
 * emoji.
 */
export const HARD_TALK: readonly Message[] = [
  said(1, 30, NOUR, 'السفينة «Aurora» تصل الساعة 7:30 إلى الرصيف B.'),
  said(2, 29, BEN, 'a'.repeat(220)),
  said(3, 28, CLEO, `https://ferry.example/${'summer-timetable-'.repeat(12)}?day=saturday`),
  said(4, 27, MEI, 'One\n\n    two, indented\nthree'),
  said(5, 26, BEN, '⛵️'),
  said(6, 25, CLEO, 'Everybody has an opinion on this one.', {
    reactions: Object.fromEntries(
      ['👍', '❤️', '😂', '🎉', '😮', '🙏', '⛵️', '☕️', '🐟', '🌧️', '🌞', '🧭'].map((emoji, i) => [
        emoji,
        { count: 1 + i * 37, by: [BEN.id] },
      ]),
    ),
  }),
  said(7, 24, ADA, 'b'.repeat(120), { edited: true, replyTo: `${EPOCH}-2` }),
];

/** Every kind of Markdown. */
export const RICH_TALK: readonly Message[] = [
  said(
    1,
    9,
    CLEO,
    'The list, **final** this time, or *nearly* so:\n\n- bread (Ada)\n- coffee (نور)\n- a key, ~~lost~~ found\n\n1. Walk\n2. Eat\n3. `sleep`',
  ),
  said(
    2,
    5,
    BEN,
    '> Who has the key to the shed?\n\nThe lock opens with this:\n\n```ts\nconst code = tide(new Date(), { harbour: true });\n// four digits, never the same\nawait lock.open(code.toString().padStart(4, "0"));\n```',
  ),
  said(3, 2, ADA, 'So [it says here](https://ferry.example/shed): `npm run tide` 🌊'),
];

/** A new message by another person. */
export const newMessage = (seq: number, user: User, text: string): Frame => ({
  type: 'message',
  ...said(seq, 0, user, text),
});

/** Enough people that the list scrolls. */
export const MANY_PEOPLE: readonly User[] = [
  ...[ADA, BEN, CLEO, MEI, NOUR],
  ...['Anselm', 'Brigid', 'Çağla', 'Dmitri', 'Éloïse', 'Farid', 'Greta', 'Hiroshi', 'Ilse'].map(
    (name, i) => ({ id: `u-${i}`, name }),
  ),
  { id: 'u-long', name: 'Wolfeschlegelsteinhausenbergerdorff II' },
];
