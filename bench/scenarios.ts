import type { Load } from './generator.ts';

export type Scenario = {
  readonly name: string;
  readonly clients: number;
  readonly load: Load;
  readonly seconds: number;
};

/** Clients of a room that also write. */
export const SENDERS = 10;

export const SCENARIOS: readonly Scenario[] = [
  { name: '100 clients, 16 under way', clients: 100, load: { window: 16 }, seconds: 1.5 },
  { name: '100 clients, 256 under way', clients: 100, load: { window: 256 }, seconds: 1.5 },
  { name: '100 clients, 5 a second', clients: 100, load: { perSecond: 5 }, seconds: 4 },
  { name: '100 clients, 300 a second', clients: 100, load: { perSecond: 300 }, seconds: 2.5 },
  // Last: who falls behind here has work left over.
  { name: '1000 clients, 100 a second', clients: 1000, load: { perSecond: 100 }, seconds: 2.5 },
];
