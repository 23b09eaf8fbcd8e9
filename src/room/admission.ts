import { type Fault, fault } from '../protocol/errors.ts';
import type { Limits } from '../protocol/limits.ts';
import type { Crowd } from './crowd.ts';
import type { Limiter } from './limiter.ts';
import type { Visitor } from './visitor.ts';

/** When to try again where others must leave first. */
const FULL_RETRY_MS = 30_000;

type Gate = {
  readonly limits: Limits;
  readonly crowd: Crowd;
  readonly limiter: Limiter;
  readonly now: () => number;
};

/** Why a visitor cannot connect now, or `undefined` where they can. */
export function refusalAt(gate: Gate, { user }: Visitor): Fault | undefined {
  const { roomSockets, userSockets } = gate.limits;
  const { connections } = gate.crowd;
  const full = () => connections.size >= roomSockets;
  const many = () => connections.countOf(user.id) >= userSockets;
  // The dead make room for the living.
  if (full() || many()) gate.crowd.look();
  if (full()) return fault('room_full', 'The room is full; try again later.', FULL_RETRY_MS);
  if (many())
    return fault(
      'rate_limited',
      'You have too many connections to this room; close some.',
      FULL_RETRY_MS,
    );
  const wait = gate.limiter.take(user.id, 'sync', gate.now());
  return wait > 0
    ? fault('rate_limited', 'You connect too often; wait a moment.', wait)
    : undefined;
}
