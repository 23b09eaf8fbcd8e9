import { memoryOutbox } from '../../../../src/client/outbox/outbox-storage.ts';
import { FakeClock } from '../fakes.ts';

/** An environment without a browser. */
export const inMemory = (settled: () => void) => memoryOutbox('', new FakeClock(), settled);
