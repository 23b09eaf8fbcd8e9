import type { Load } from './generator.ts';

export type Scenario = {
  readonly name: string;
  /** Clients in each room. */
  readonly clients: number;
  readonly rooms: number;
  readonly load: Load;
  readonly seconds: number;
  /** Whether the peer with SSE clients takes part. */
  readonly events?: true;
};

/** The most clients in a room that also send. */
export const SENDERS = 10;

const one = (clients: number, load: Load, seconds: number): Omit<Scenario, 'name'> => ({
  ...{ clients, rooms: 1, load, seconds },
});

export const SCENARIOS: readonly Scenario[] = [
  // Runs first: a server that was busy before holds free memory, which would distort the
  // measurement.
  { name: '1000 clients join at once', ...one(1000, { join: 'at once' }, 2) },
  { name: '100 clients, 16 in flight', ...one(100, { window: 16 }, 1.5) },
  { name: '100 clients, 256 in flight', ...one(100, { window: 256 }, 1.5) },
  { name: '100 clients, 5 a second', ...one(100, { perSecond: 5 }, 4) },
  { name: '100 clients, 50 a second', ...one(100, { perSecond: 50 }, 3), events: true },
  { name: '100 clients, 300 a second', ...one(100, { perSecond: 300 }, 2.5) },
  {
    name: '200 rooms of 5 clients, 5 a second in each',
    ...{ clients: 5, rooms: 200, load: { perSecond: 1000 }, seconds: 2.5 },
  },
  // Runs last: a peer that falls behind here is left with a backlog.
  { name: '1000 clients, 100 a second', ...one(1000, { perSecond: 100 }, 2.5) },
];
