// `npm run bench:answers`: the CPU time that each piece of a model's answer costs, compared with
// the AI SDK alone in the same runtime.
// Options: --only=edgewise,ai-sdk  --rate=300  --seconds=8  --rounds=3
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { completionChunk } from './completion-chunk.ts';
import { cpuOf, tree } from './cpu.ts';
import { text } from './peers.ts';
import { median } from './results.ts';
import { serve } from './workerd.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'edgewise,ai-sdk,fetch' },
    rate: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
});
const rate = Number(options.rate);
const pieces = rate * Number(options.seconds);
/** A round that takes longer has failed. */
const TIMEOUT_MS = Number(options.seconds) * 1000 + 15_000;

/** A model server that streams `rate` pieces per second, each in a write of its own. */
const model = createServer((request, response) => {
  request.resume();
  request.on('end', () => writeAnswer(response));
});
await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
const modelUrl = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;

function writeAnswer(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const begun = performance.now();
  let written = 0;
  const tick = setInterval(() => {
    const due = Math.min(pieces, ((performance.now() - begun) * rate) / 1000);
    for (; written < due; written++) response.write(completionChunk({ content: ' word' }));
    if (written < pieces) return;
    clearInterval(tick);
    response.end(`${completionChunk({}, 'stop')}data: [DONE]\n\n`);
  }, 1);
  response.on('close', () => clearInterval(tick));
}

type Peer = { readonly entry: string; readonly ask: (origin: string) => Promise<void> };

const root = dirname(import.meta.dirname);
const PEERS: Readonly<Record<string, Peer>> = {
  edgewise: { entry: join(import.meta.dirname, 'peers/edgewise.js'), ask: askRoom },
  'ai-sdk': {
    entry: join(import.meta.dirname, 'peers/ai-sdk.js'),
    async ask(origin) {
      const { words } = (await (await fetch(origin)).json()) as { words: number };
      if (words !== pieces) throw new Error(`${words} pieces of ${pieces} were read.`);
    },
  },
  fetch: {
    entry: join(import.meta.dirname, 'peers/fetch.js'),
    async ask(origin) {
      if (!(await fetch(origin)).ok) throw new Error('The request failed.');
    },
  },
};

let asked = 0;

/** Asks a question in a room and follows the answer over a socket. */
async function askRoom(origin: string): Promise<void> {
  asked += 1;
  // A new room, so that no other answer is running in it.
  const room = `/api/rooms/bench-${asked}`;
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const { token } = (await post('/api/session', { name: 'Ann' })) as { token: string };
  const address = `${origin.replace('http', 'ws')}${room}/socket`;
  const socket = new WebSocket(address, ['edgewise.v1', token]);
  const text = await new Promise<string>((resolve, reject) => {
    const timeout = setTimeout(reject, TIMEOUT_MS, new Error('The answer has not ended.'));
    socket.addEventListener('error', () => reject(new Error('The connection to the room failed.')));
    socket.addEventListener('open', () =>
      post(`${room}/messages`, { text: '@Assistant go' }, token).catch(reject),
    );
    socket.addEventListener('message', ({ data }) => {
      for (const frame of [JSON.parse(String(data))].flat()) {
        const { assistant, text: whole } = frame.type === 'changed' ? frame.message : frame;
        if (assistant?.state !== 'done' && assistant?.state !== 'failed') continue;
        clearTimeout(timeout);
        resolve(whole);
      }
    });
  });
  socket.close();
  if (text.length !== pieces * ' word'.length)
    throw new Error(`The answer is incomplete: ${text.length} characters.`);
}

async function measure({ entry, ask }: Peer): Promise<number> {
  const child = await serve({
    ...{ entry, root, reachesLocal: true },
    bindings: [
      '(name = "SESSION_RATE", service = (name = "chat", entrypoint = "NoRateLimit"))',
      text('EDGEWISE_SECRET', 'for-the-bench-only-and-worth-nothing'),
      text('AI_BASE_URL', modelUrl),
      text('AI_MODEL', 'm'),
      text('AI_TOTAL_MS', 600_000),
    ],
  });
  try {
    const { port } = await child.answer<{ port: number }>(15_000);
    const origin = `http://127.0.0.1:${port}`;
    // Warms up first, so that loading and compiling code is not measured.
    await ask(origin);
    const before = cpuOf(tree(child.pid));
    await ask(origin);
    return (cpuOf(tree(child.pid)) - before) / pieces / 1000;
  } finally {
    await child.stop();
  }
}

const names = options.only.split(',').filter((name) => name in PEERS);
const results = new Map<string, number[]>(names.map((name) => [name, []]));
for (let round = 0; round < Number(options.rounds); round++)
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const peer = PEERS[name];
    if (peer !== undefined) results.get(name)?.push(await measure(peer));
    console.error(`bench: round ${round + 1}, ${name}`);
  }
model.close();

const base = median(results.get('ai-sdk') ?? []);
console.log(`\n${rate} pieces a second, ${pieces} in all\n`);
console.log('| peer | ms of processor for each piece | × ai-sdk |\n|---|---|---|');
for (const [name, all] of results) {
  const range = `${Math.min(...all).toFixed(3)}–${Math.max(...all).toFixed(3)}`;
  console.log(
    `| ${name} | ${median(all).toFixed(3)} (${range}) | ${(median(all) / base).toFixed(1)} |`,
  );
}
