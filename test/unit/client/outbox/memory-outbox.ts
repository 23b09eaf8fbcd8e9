import { memoryOutbox } from '../../../../src/client/outbox/outbox-storage.ts';
import { FakeClock } from '../fakes.ts';

/** No browser at all. */
export const inMemory = (settled: () => void) => memoryOutbox('', new FakeClock(), settled);
