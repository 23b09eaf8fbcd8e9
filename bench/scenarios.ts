import type { Load } from './generator.ts';

export type Scenario = {
  readonly name: string;
  /** Clients of each room. */
  readonly clients: number;
  readonly rooms: number;
  readonly load: Load;
  readonly seconds: number;
  /** Whether Edgewise's clients on server-sent events take part. */
  readonly events?: true;
};

/** Clients of a room that also write, at most. */
export const SENDERS = 10;

const one = (clients: number, load: Load, seconds: number): Omit<Scenario, 'name'> => ({
  ...{ clients, rooms: 1, load, seconds },
});

export const SCENARIOS: readonly Scenario[] = [
  // First: a server that has been busy has memory to give that it has not returned.
  { name: '1000 clients join at once', ...one(1000, { join: 'at once' }, 2) },
  { name: '100 clients, 16 under way', ...one(100, { window: 16 }, 1.5) },
  { name: '100 clients, 256 under way', ...one(100, { window: 256 }, 1.5) },
  { name: '100 clients, 5 a second', ...one(100, { perSecond: 5 }, 4) },
  { name: '100 clients, 50 a second', ...one(100, { perSecond: 50 }, 3), events: true },
  { name: '100 clients, 300 a second', ...one(100, { perSecond: 300 }, 2.5) },
  {
    name: '200 rooms of 5 clients, 5 a second in each',
    ...{ clients: 5, rooms: 200, load: { perSecond: 1000 }, seconds: 2.5 },
  },
  // Last: who falls behind here has work left over.
  { name: '1000 clients, 100 a second', ...one(1000, { perSecond: 100 }, 2.5) },
];
