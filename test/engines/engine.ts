// What the scenarios share: one browser for all tests of an engine, and for each test an origin of
// its own, behind a network that the test can block.
import { randomUUID } from 'node:crypto';
import { test as base, expect } from '@playwright/test';
import { type Engine, findEngines } from '../../scripts/engines.ts';
import { TestClient } from '../support/test-client.ts';
import type { Driver } from './driver.ts';
import { startFirefox } from './firefox.ts';
import { Network } from './network.ts';
import { Visitor } from './visitor.ts';
import { startWebKit } from './webkit.ts';

/** For a small machine that is busy with other tests. */
const START_MS = 60_000;

const STARTERS: Record<Engine['name'], (programs: never) => Promise<Driver>> = {
  Firefox: startFirefox,
  WebKit: startWebKit,
};

export type Scene = {
  /** A room for this test alone. */
  readonly room: string;
  readonly network: Network;
  /** The person at the browser. */
  readonly ada: Visitor;
  /** Another person in the room, without a browser. */
  readonly ben: TestClient;
  /** Console messages that the test itself causes. */
  readonly expectComplaints: (of: RegExp) => void;
};

type Options = { engine: Engine['name'] };

export const test = base.extend<{ scene: Scene }, Options & { driver: Driver }>({
  engine: ['Firefox', { option: true, scope: 'worker' }],
  driver: [
    async ({ engine }, use) => {
      const programs = findEngines().find(({ name }) => name === engine)?.programs;
      const driver = await STARTERS[engine](programs as never);
      await driver.resize(1280, 800);
      await use(driver);
      await driver.quit();
    },
    { scope: 'worker', timeout: START_MS },
  ],
  scene: async ({ driver, baseURL }, use) => {
    const room = `e-${randomUUID()}`;
    const chat = baseURL ?? '';
    const network = await Network.to(chat);
    const ben = await TestClient.named('Ben', chat);
    await ben.join(chat, room);
    let expected: RegExp | undefined;
    await use({
      room,
      network,
      ada: new Visitor(driver),
      ben,
      expectComplaints(of) {
        expected = of;
      },
    });
    // The page finishes its work before its server is gone.
    await driver.goto('about:blank');
    ben.leave();
    network.close();
    const unexpected = network.complaints.filter((complaint) => !expected?.test(complaint));
    expect(unexpected, 'errors in the page').toEqual([]);
  },
});

export { expect };
