import { openAssistant } from './assistant/open.ts';
import { quotaClient } from './assistant/quota/quota-client.ts';
import { CommandProcessor } from './commands/processor.ts';
import { type RoomEnv, roomConfig } from './config.ts';
import type { Connection } from './connections/connection.ts';
import { ConnectionRegistry } from './connections/registry.ts';
import { openTables, randomEpoch } from './log/tables.ts';
import { AddressLimiter } from './policy/address-limiter.ts';
import { RateLimiter } from './policy/rate-limiter.ts';
import { ENTRY_BYTES, StorageLimiter } from './policy/storage-limiter.ts';
import { ReadAccess } from './read-access.ts';
import { Schedule } from './schedule.ts';
import { CommittedEntries } from './subscribers/committed-entries.ts';
import { fanOut } from './subscribers/fan-out.ts';

/**
 * Creates the stages of a room and connects them.
 * @param now the system's clock, in ms since 1970.
 * @throws Error if a setting is invalid.
 */
export function composeRoom(ctx: DurableObjectState, env: RoomEnv, now: () => number) {
  const config = roomConfig(env);
  const { limits } = config;
  const registry = new ConnectionRegistry(ctx, limits.presenceMembers, now);
  const { index } = registry;
  const mintEpoch = () => index.epoch ?? randomEpoch();
  const tables = openTables(ctx.storage, { ...config, now, mintEpoch });
  const { log, replay } = tables;
  const limiter = new RateLimiter(limits, log, now());
  for (const { principal, attachment } of index.all())
    limiter.recall(principal.user.id, attachment.buckets, now());
  const addresses = new AddressLimiter(limits);
  const bytesSince = (after: number) => log.bytesSince(after, ENTRY_BYTES);
  const storageLimiter = new StorageLimiter(limits, bytesSince, now());
  const room = ctx.id.name ?? '';
  const entries = new CommittedEntries();
  const onCommitted = entries.publish;
  entries.subscribe('the fan-out', fanOut(registry));
  const assistant = openAssistant({
    ...{ settings: config.assistant, tables, room, now },
    broadcast: (frame) => registry.broadcast(frame),
    listeners: () => registry.index.size,
    presence: () => registry.presence(),
    quota: quotaClient(env.ANSWER_QUOTA),
    begun: () => schedule.plan(),
    onCommitted,
  });
  if (assistant !== undefined) entries.subscribe('the assistant', assistant.onCommitted);
  const schedule = new Schedule({
    storage: ctx.storage,
    tables,
    connections: registry,
    answers: assistant,
    pruned: (before) => registry.broadcast({ type: 'pruned', before }),
    waitUntil: (promise) => ctx.waitUntil(promise),
    now,
  });
  const reads = new ReadAccess({
    limits,
    tables,
    limiter,
    addresses,
    evictStale: () => registry.evictStale(),
    beforeRead: () => schedule.planPruning(),
    now,
    welcome: {
      ...{ room, limits, welcomeText: config.welcomeText },
      replay: (since) =>
        replay.from(since, {
          replay: limits.replayFrames,
          page: Math.ceil(limits.pageMessages / 2),
        }),
      head: () => ({ epoch: tables.database.epoch, seq: log.head().seq }),
      presence: () => registry.presence(),
      reads: () => registry.reads(),
      assistant,
    },
  });
  const commands = new CommandProcessor<Connection>({
    limits,
    limiter,
    addresses,
    storage: storageLimiter,
    now,
    context: {
      room,
      tables,
      reactionKinds: limits.reactionKinds,
      assistant,
      broadcast: (frame) => registry.broadcast(frame),
      onCommitted,
      presence: () => ({ type: 'presence', ...registry.presence() }),
      replay: (connection, since) => {
        const refusal = reads.replayRefusal(connection.principal);
        if (refusal !== undefined) return refusal;
        registry.goLive(connection);
        return { ok: true, value: reads.welcome(connection.principal, since).frames };
      },
      read: (user, seq, connection) => registry.read(user, seq, connection),
      countsOnly: () => registry.countsOnly,
      rename: (connection, user) => registry.rename(connection, user),
      nameFault: (name) => config.reservedNames.fault(name),
      evictStale: () => registry.evictStale(),
    },
  });
  return {
    ...{ limits, registry, tables, limiter, addresses, storageLimiter },
    ...{ assistant, schedule, reads, commands },
  };
}
