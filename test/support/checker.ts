import type { Message } from '../../src/protocol/message.ts';
import { MergedLog } from './merged-log.ts';
import { ReaderCheck } from './reader-check.ts';
import type { Anomaly, Recording, SentCommand } from './recording.ts';

export type { Anomaly, Recording, SentCommand } from './recording.ts';

/**
 * Checks a recording of a room: the commands that clients sent, their replies, what readers
 * received and what is stored. It relies only on the contract, not on the implementation.
 * @returns all violations; none for a correct room.
 */
export function findAnomalies(recording: Recording): Anomaly[] {
  const log = new MergedLog(recording);
  const { readers, oldestKept = 0 } = recording;
  const entries = log.entries();
  return [
    ...log.anomalies,
    ...checkAcks(recording),
    ...checkOrder(recording),
    ...checkAuthors(recording, log),
    ...checkDurability(recording, log),
    ...readers.flatMap((reader) => new ReaderCheck(reader, entries, oldestKept).anomalies),
  ];
}

const said = ({ by, act }: SentCommand): string =>
  `${by}'s ${act.type} ${act.cid ?? 'without a cid'}`;

/** Acknowledged commands are stored once, as sent, with the acknowledged seq [I1][I2]. */
function checkAcks({ sentCommands, stored, oldestKept = 0 }: Recording): Anomaly[] {
  const found: Anomaly[] = [];
  const byId = new Map(stored.map((message) => [message.id, message]));
  const owners = new Map<number, SentCommand>();
  for (const sentCommand of sentCommands) {
    const [first] = sentCommand.acks;
    if (first === undefined) continue;
    const isMessage = sentCommand.act.type === 'message';
    for (const { id, seq } of sentCommand.acks)
      if (id !== first.id || (isMessage && seq !== first.seq))
        found.push({
          kind: 'doubled',
          says: `${said(sentCommand)} was acked at ${first.seq} and at ${seq}`,
        });
    const message = byId.get(first.id);
    if (message === undefined) {
      if (!isMessage || first.seq >= oldestKept)
        found.push({
          kind: 'lost',
          says: `${said(sentCommand)}, acked at ${first.seq}, is not stored`,
        });
      continue;
    }
    if (!isMessage) {
      if (message.version < first.seq)
        found.push({
          kind: 'lost',
          says: `${said(sentCommand)}, acked at ${first.seq}, left no trace`,
        });
      continue;
    }
    const other = owners.get(first.seq);
    if (other !== undefined)
      found.push({
        kind: 'inconsistent',
        says: `${said(sentCommand)} and ${said(other)} share a seq`,
      });
    owners.set(first.seq, sentCommand);
    if (!isThatOf(message, sentCommand, first.seq))
      found.push({
        kind: 'inconsistent',
        says: `${said(sentCommand)} is stored as ${message.seq} ${JSON.stringify(message.text)}`,
      });
  }
  return found;
}

const isThatOf = (message: Message, { by, act }: SentCommand, seq: number): boolean =>
  message.seq === seq &&
  message.user.id === by &&
  (message.edited === true ||
    message.deleted === true ||
    (act.type === 'message' && message.text === act.text));

/** Seq and time grow along the log, and each tab's messages are in the order sent [I3][I5]. */
function checkOrder({ sentCommands, stored }: Recording): Anomaly[] {
  const found: Anomaly[] = [];
  stored.forEach((message, at) => {
    const before = stored[at - 1];
    if (before === undefined) return;
    if (message.seq === before.seq)
      found.push({ kind: 'doubled', says: `${message.seq} is twice in the history` });
    else if (message.seq < before.seq || message.timestamp < before.timestamp)
      found.push({ kind: 'reordered', says: `${message.seq} is stored after ${before.seq}` });
  });
  const last = new Map<string, number>();
  for (const { by, tab = by, act, acks } of sentCommands) {
    const [ack] = acks;
    if (act.type !== 'message' || ack === undefined) continue;
    const before = last.get(tab) ?? 0;
    if (ack.seq < before)
      found.push({ kind: 'reordered', says: `${tab} sent ${before} before ${ack.seq}` });
    last.set(tab, ack.seq);
  }
  return found;
}

/** Every message was sent by the person whose name it has, and as often as they sent it. */
function checkAuthors({ sentCommands }: Recording, log: MergedLog): Anomaly[] {
  const found: Anomaly[] = [];
  const times = new Map<string, number>();
  const edits = new Set<string>();
  const words = (by: string, text: string) => `${by}: ${text}`;
  for (const { by, act } of sentCommands) {
    if (act.type === 'message') {
      const key = words(by, act.text);
      times.set(key, (times.get(key) ?? 0) + 1);
    } else if (act.type === 'edit') edits.add(words(by, act.text));
  }
  const places = new Map<string, Set<number>>();
  for (const { message, where } of log.states) {
    if (message.deleted === true) continue;
    const key = words(message.user.id, message.text);
    if (message.edited === true ? !edits.has(key) : !times.has(key)) {
      found.push({ kind: 'invented', says: `${where} has ${message.seq}, "${key}"` });
      continue;
    }
    if (message.edited === true) continue;
    const seqs = places.get(key) ?? new Set();
    places.set(key, seqs.add(message.seq));
  }
  for (const [key, seqs] of places)
    if (seqs.size > (times.get(key) ?? 0))
      found.push({ kind: 'doubled', says: `"${key}" is at ${[...seqs].join(' and ')}` });
  return found;
}

/** Everything that any reader saw is stored: nothing is shown before it is durable. */
function checkDurability({ stored, oldestKept = 0 }: Recording, log: MergedLog): Anomaly[] {
  const kept = new Map(stored.map((message) => [message.seq, message.version]));
  return log.states
    .filter(({ message }) => message.seq >= oldestKept)
    .filter(({ message }) => (kept.get(message.seq) ?? -1) < message.version)
    .map(({ message, where }) => ({
      kind: 'lost',
      says: `${where} has ${message.seq} in version ${message.version}, which is not stored`,
    }));
}
