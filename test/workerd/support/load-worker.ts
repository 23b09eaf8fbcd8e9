// Runs before each file of tests. The first request loads the Worker's code, which takes half a minute
// on a busy machine: no hook and no test is to time out over it.
import { ask } from './people.ts';

await (await ask('/api/health')).text();
