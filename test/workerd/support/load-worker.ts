// Runs before each test file. The first request loads the Worker's code, which takes half a minute on a
// busy machine: no hook and no test should time out over it.
import { ask } from './test-client.ts';

await (await ask('/api/health')).text();
