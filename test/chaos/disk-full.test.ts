// The disk is full: the room says so, acknowledges nothing it cannot store, can be read, and recovers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameOf } from '../../src/protocol/frames.ts';
import type { ErrorBody, PublishBody, SessionBody } from '../../src/protocol/rest.ts';
import { findAnomalies } from '../support/checker.ts';
import { type Follower, followByEvents, followByPolls } from '../support/followers.ts';
import { wholeHistory } from '../support/history.ts';
import { RecordedHistory } from '../support/recorded-history.ts';
import type { SentCommand } from '../support/recording.ts';
import { Server, START_MS } from '../support/server.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { session, TestClient } from '../support/test-client.ts';
import { until } from '../support/until.ts';

const ROOM = 'full';
const DISK_KB = 4096;
const PAGE_KB = 4;
/** A message much larger than the remaining space of a full disk. */
const TEXT_CHARS = 100_000;

const speech = (number: number): string =>
  `${number} ${'lorem '.repeat(TEXT_CHARS / 6)}`.slice(0, TEXT_CHARS);

const disk = SmallDisk.of(DISK_KB);
if (typeof disk === 'string') console.warn(`The full disk is NOT tested here: ${disk}`);

describe.skipIf(typeof disk === 'string')('when the disk is full', () => {
  const { path, grow } = smallDisk();
  const sentCommands: SentCommand[] = [];
  const followers: Follower[] = [];
  let server: Server;
  let ada: SessionBody;

  beforeAll(async () => {
    server = await Server.start({
      persistTo: path,
      vars: { LIMIT_TEXT_CHARS: `${TEXT_CHARS}`, LIMIT_FRAME_BYTES: '1000000' },
    });
    ada = await session(server.origin, 'Ada');
  }, START_MS);
  afterAll(async () => {
    for (const follower of followers) follower.stop();
    await server?.stop();
    if (typeof disk !== 'string') disk.remove();
  });

  /** Ada posts a long message with a cid; records whether it was acknowledged. */
  async function say(number: number): Promise<{ status: number; error?: ErrorBody['error'] }> {
    const text = speech(number);
    const cid = `ada-${number}`;
    const response = await fetch(server.room(ROOM, '/messages'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ada.token}` },
      body: JSON.stringify({ text, cid }),
    });
    const body = (await response.json()) as PublishBody & ErrorBody;
    const acks: FrameOf<'ack'>[] = response.ok ? [{ type: 'ack', cid, ...body.message }] : [];
    const before = sentCommands[number]?.acks ?? [];
    const act = { type: 'message', cid, text } as const;
    sentCommands[number] = { by: ada.user.id, act, acks: [...before, ...acks] };
    return { status: response.status, error: body.error };
  }

  /**
   * Wrangler, not the room, writes a row whenever an object of a room starts, and fails every request
   * if it cannot. So some space is freed until that row fits; a message is many times as large.
   */
  async function leaveCrumbs(): Promise<void> {
    await until('wrangler has its row', async () => {
      const response = await fetch(server.room(ROOM));
      if (!response.ok) grow(PAGE_KB);
      return response.ok;
    });
  }

  it('says so, acknowledges nothing, can be read, and continues when there is space', async () => {
    const { origin } = server;
    const ben = await TestClient.named('Ben', origin);
    await ben.join(origin, ROOM);
    const [events, polls] = [new RecordedHistory('EventSource'), new RecordedHistory('polls')];
    followers.push(followByEvents(origin, ROOM, events), followByPolls(origin, ROOM, polls, 5));
    for (const recorded of [events, polls]) await recorded.expect('live');

    let number = 0;
    let answer = await say(number);
    while (answer.status === 201 && number < DISK_KB / 100) {
      number += 1;
      answer = await say(number);
    }
    expect(answer).toMatchObject({
      status: 507,
      error: { code: 'storage_full', retryAfterMs: expect.any(Number) },
    });
    console.info(`disk full: ${number} messages of ${TEXT_CHARS} characters fitted`);
    expect(number).toBeGreaterThan(10);

    const kept = sentCommands.filter(({ acks }) => acks.length > 0);
    const expectReadable = async () => {
      await leaveCrumbs();
      expect((await wholeHistory(origin, ROOM)).length).toBe(kept.length);
      expect((await fetch(server.room(ROOM, '/poll'))).status).toBe(200);
      // An object that restarts meanwhile needs its row again, and rejects him until it fits.
      await until('Ben can come back', async () => {
        await leaveCrumbs();
        const joined = ben.join(origin, ROOM);
        return joined.then(
          () => true,
          () => false,
        );
      });
      expect(new Set(ben.recorded.texts).size).toBe(kept.length);
    };
    await expectReadable();
    // Waking a room writes nothing, so it can be read after a restart, too.
    await server.kill();
    await server.start();
    await expectReadable();

    // Over a socket, too, nothing is acknowledged: the connection breaks, or says why.
    const cid = ben.sendMessage(speech(number));
    const isAnswer = (type: string) =>
      ben.recorded.frames.some(
        (frame) => frame.type === type && 'cid' in frame && frame.cid === cid,
      );
    await until('Ben is refused', () => ben.closed !== undefined || isAnswer('error'));
    expect(isAnswer('ack')).toBe(false);

    grow(4 * DISK_KB);
    // The same command with the same cid is done once, whether or not it was half done.
    await until('the room has recovered', async () => (await say(number)).status === 201);
    await ben.join(origin, ROOM);
    for (const recorded of [events, polls, ben.recorded]) await recorded.expectSeen(speech(number));
    expect((await say(number)).status).toBe(200);

    const stored = await wholeHistory(origin, ROOM);
    expect(findAnomalies({ sentCommands, stored, readers: [events, polls, ben.recorded] })).toEqual(
      [],
    );
  });
});

function smallDisk(): { path: string; grow: (kilobytes: number) => void } {
  if (typeof disk === 'string') return { path: '', grow: () => {} };
  return { path: disk.path, grow: (kilobytes) => disk.grow(kilobytes) };
}
