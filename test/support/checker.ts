import type { Message } from '../../src/protocol/message.ts';
import { Ledger } from './ledger.ts';
import { Passage } from './passage.ts';
import type { Anomaly, Deed, Recording } from './recording.ts';

export type { Anomaly, Deed, Recording } from './recording.ts';

/**
 * Checks what happened in a room against what people sent, the replies they got, what readers
 * received and what is stored. It knows only the contract, never how the room works.
 * @returns all violations; none for a correct room.
 */
export function judge(recording: Recording): Anomaly[] {
  const ledger = new Ledger(recording);
  const { readers, oldestKept = 0 } = recording;
  const entries = ledger.entries();
  return [
    ...ledger.anomalies,
    ...judgeAcks(recording),
    ...judgeOrder(recording),
    ...judgeWords(recording, ledger),
    ...judgeSight(recording, ledger),
    ...readers.flatMap((reader) => new Passage(reader, entries, oldestKept).anomalies),
  ];
}

const said = ({ by, act }: Deed): string => `${by}'s ${act.type} ${act.cid ?? 'without a cid'}`;

/** What was acknowledged is stored, with the acknowledged seq, once, as it was sent [I1][I2]. */
function judgeAcks({ deeds, stored, oldestKept = 0 }: Recording): Anomaly[] {
  const found: Anomaly[] = [];
  const byId = new Map(stored.map((message) => [message.id, message]));
  const owners = new Map<number, Deed>();
  for (const deed of deeds) {
    const [first] = deed.acks;
    if (first === undefined) continue;
    const isMessage = deed.act.type === 'message';
    for (const { id, seq } of deed.acks)
      if (id !== first.id || (isMessage && seq !== first.seq))
        found.push({
          kind: 'doubled',
          says: `${said(deed)} was acked at ${first.seq} and at ${seq}`,
        });
    const message = byId.get(first.id);
    if (message === undefined) {
      if (!isMessage || first.seq >= oldestKept)
        found.push({ kind: 'lost', says: `${said(deed)}, acked at ${first.seq}, is not stored` });
      continue;
    }
    if (!isMessage) {
      if (message.version < first.seq)
        found.push({ kind: 'lost', says: `${said(deed)}, acked at ${first.seq}, left no trace` });
      continue;
    }
    const other = owners.get(first.seq);
    if (other !== undefined)
      found.push({ kind: 'inconsistent', says: `${said(deed)} and ${said(other)} share a seq` });
    owners.set(first.seq, deed);
    if (!isThatOf(message, deed, first.seq))
      found.push({
        kind: 'inconsistent',
        says: `${said(deed)} is stored as ${message.seq} ${JSON.stringify(message.text)}`,
      });
  }
  return found;
}

const isThatOf = (message: Message, { by, act }: Deed, seq: number): boolean =>
  message.seq === seq &&
  message.user.id === by &&
  (message.edited === true ||
    message.deleted === true ||
    (act.type === 'message' && message.text === act.text));

/** Seq and time grow along the log, and each tab's messages are in the order sent [I3][I5]. */
function judgeOrder({ deeds, stored }: Recording): Anomaly[] {
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
  for (const { by, tab = by, act, acks } of deeds) {
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
function judgeWords({ deeds }: Recording, ledger: Ledger): Anomaly[] {
  const found: Anomaly[] = [];
  const times = new Map<string, number>();
  const edits = new Set<string>();
  const words = (by: string, text: string) => `${by}: ${text}`;
  for (const { by, act } of deeds) {
    if (act.type === 'message') {
      const key = words(by, act.text);
      times.set(key, (times.get(key) ?? 0) + 1);
    } else if (act.type === 'edit') edits.add(words(by, act.text));
  }
  const places = new Map<string, Set<number>>();
  for (const { message, where } of ledger.states) {
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

/** What anyone saw is permanent: nothing is shown before it is stored. */
function judgeSight({ stored, oldestKept = 0 }: Recording, ledger: Ledger): Anomaly[] {
  const kept = new Map(stored.map((message) => [message.seq, message.version]));
  return ledger.states
    .filter(({ message }) => message.seq >= oldestKept)
    .filter(({ message }) => (kept.get(message.seq) ?? -1) < message.version)
    .map(({ message, where }) => ({
      kind: 'lost',
      says: `${where} has ${message.seq} in version ${message.version}, which is not stored`,
    }));
}
