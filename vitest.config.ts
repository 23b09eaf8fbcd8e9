import { availableParallelism } from 'node:os';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { LOOK_MS, PATIENCE_MS } from './test/support/patience.ts';

// Wrangler asks the environment for the secrets that wrangler.toml requires.
const EDGEWISE_SECRET = 'only-for-tests-only-for-tests-only';
process.env['EDGEWISE_SECRET'] = EDGEWISE_SECRET;

/** `npm run check` sets it. */
const CHECK = process.env['CHECK'] !== undefined;

/** `npm run test:all` sets it. */
const ALL = process.env['EDGEWISE_TEST_ALL'] === '1';

/** Limits that would bite before the thing under test; the others stand as people have them. */
const TEST_BINDINGS = {
  EDGEWISE_SECRET,
  LIMIT_MESSAGE_BURST: '10000',
  LIMIT_MESSAGE_PER_MINUTE: '10000',
  // So slow that no token comes back while a test looks.
  LIMIT_CHANGE_PER_MINUTE: '1',
  LIMIT_SIGNAL_PER_MINUTE: '1',
  LIMIT_SYNC_BURST: '1000',
  RETENTION_MESSAGES: '200',
  RETENTION_DAYS: '7',
  LIMIT_ROOM_SOCKETS: '400',
  // Only requests that name an address are held to these; so few tests are.
  LIMIT_ADDRESS_SOCKETS: '16',
  LIMIT_ADDRESS_READERS: '8',
  LIMIT_ADDRESS_SIGNAL_BURST: '40',
  LIMIT_ADDRESS_SIGNAL_PER_MINUTE: '1',
  LIMIT_ADDRESS_SYNC_BURST: '50',
  LIMIT_ADDRESS_SYNC_PER_MINUTE: '1',
  LIMIT_ADDRESS_READ_MEGABYTES: '1',
  LIMIT_PRESENCE_MEMBERS: '8',
  LIMIT_REPLAY_FRAMES: '30',
  LIMIT_PAGE_MESSAGES: '20',
  // `npm run check` wants the same few runs each time; `npm test` many, and others each time;
  // `npm run test:all` ten times as many.
  PROPERTY_RUNS: propertyRuns(),
  PROPERTY_SEED: CHECK ? '1' : (process.env['SEED'] ?? ''),
};

function propertyRuns(): string {
  if (CHECK) return '10';
  return ALL ? '1500' : '50';
}

/** They wait more than they work, so others may run beside them. */
const PATIENT = [
  'test/chaos/assistant.test.ts',
  'test/chaos/client-faults.test.ts',
  'test/chaos/client-jitter.test.ts',
  'test/chaos/client-transports.test.ts',
  'test/chaos/disk-full.test.ts',
  'test/chaos/foreign-clients.test.ts',
  'test/chaos/half-open.test.ts',
  'test/chaos/origins.test.ts',
  'test/chaos/sleep.test.ts',
];

/** For `expect.poll`; the same as `waitFor` of the tests has. */
const POLLING = { poll: { timeout: PATIENCE_MS, interval: LOOK_MS } };

export default defineConfig({
  test: {
    // By itself it leaves one processor idle, which is half of a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          expect: POLLING,
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          // Properties take their time on a machine that is busy with other tests.
          testTimeout: 30_000,
          // To start anew for each file takes as long as the tests do; `npm run test:all` does it.
          ...(!ALL && { pool: 'threads' as const, isolate: false }),
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: TEST_BINDINGS },
          }),
        ],
        test: {
          name: 'workerd',
          expect: POLLING,
          include: ['test/workerd/**/*.test.ts'],
          setupFiles: ['test/workerd/support/load-worker.ts'],
          testTimeout: ALL ? 300_000 : 30_000,
          hookTimeout: 30_000,
          // A workerd of its own for each file takes longer than its tests.
          isolate: ALL,
        },
      },
      {
        test: {
          name: 'commands',
          expect: POLLING,
          include: ['test/commands/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'chaos',
          expect: POLLING,
          include: ['test/chaos/**/*.test.ts'],
          exclude: PATIENT,
          environment: 'node',
          testTimeout: 240_000,
          // Each takes all of the machine.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'patience',
          expect: POLLING,
          include: PATIENT,
          environment: 'node',
          testTimeout: 240_000,
        },
      },
    ],
  },
});
