import { memoryShelf } from '../../../src/client/shelf.ts';
import { FakeClock } from './world.ts';

/** No browser at all. */
export const inMemory = (settled: () => void) => memoryShelf('', new FakeClock(), settled);
