// A connection dies silently, and the others learn that the person has left [I9].
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LEAVE_MS } from '../../src/protocol/limits.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { Server, START_MS } from '../support/server.ts';
import { TestClient } from '../support/test-client.ts';

/** A half-open connection is closed within this time; the person leaves a while later. */
const GONE_MS = 45_000;
const LATE_MS = 5_000;

let server: Server;
let line: FaultProxy;

beforeAll(async () => {
  server = await Server.start();
  line = await FaultProxy.to(server.origin);
}, START_MS);
afterAll(async () => {
  line?.close();
  await server?.stop();
});

it('[I9] removes a client that vanished, and leaves the others connected', async () => {
  const [ada, ben, cy] = (await Promise.all(
    ['Ada', 'Ben', 'Cy'].map((name) => TestClient.named(name, server.origin)),
  )) as [TestClient, TestClient, TestClient];
  await ada.join(server.origin, 'tunnel');
  await cy.join(server.origin, 'tunnel');
  await ben.join(line.origin, 'tunnel');
  await ben.say('I am on a train');
  await ada.expectSeen('I am on a train');
  // Ben has pinged, so his silence means something; Cy never pings, and her silence does not.
  await ben.ping();
  line.follow({ does: 'blackhole' });
  const deadSince = Date.now();

  const pinging = setInterval(() => void ada.ping(), 5_000);
  try {
    await ada.recorded.expect(
      'presence',
      ({ left }) => left?.some(({ id }) => id === ben.id) ?? false,
      GONE_MS + LEAVE_MS + LATE_MS,
    );
  } finally {
    clearInterval(pinging);
  }
  console.info(`half-open: gone after ${Math.round((Date.now() - deadSince) / 1000)} s`);
  expect(Date.now() - deadSince).toBeGreaterThan(LEAVE_MS);
  expect(ben.closed, 'Ben was not told').toBeUndefined();
  await cy.say('I am still here');
  await ada.expectSeen('I am still here');
  expect([ada.closed, cy.closed]).toEqual([undefined, undefined]);
});
