import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { type Child, start } from './children.ts';

type Worker = {
  /** The module to bundle. */
  readonly entry: string;
  /** The checkout that `edgewise/worker` resolves to. */
  readonly root: string;
  readonly bindings?: readonly string[];
  /**
   * Whether the Worker may reach servers on this machine. Otherwise, it only reaches the internet.
   */
  readonly reachesLocal?: boolean;
};

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/**
 * Serves a Worker with `workerd` alone. `wrangler dev` adds a proxy that costs more than the Worker
 * itself.
 */
export async function serve(worker: Worker): Promise<Child> {
  const { entry, root } = worker;
  const folder = mkdtempSync(join(tmpdir(), 'edgewise-bench-'));
  mkdirSync(join(folder, 'rooms'));
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'worker.js'),
    alias: { 'edgewise/worker': join(root, 'src/worker/index.ts') },
    external: ['cloudflare:*', 'node:*'],
    conditions: ['workerd', 'worker', 'browser'],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    // Ignores the tsconfig: the file that it extends may be missing in another checkout.
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  const config = join(folder, 'bench.capnp');
  writeFileSync(config, configFile(worker));
  folders.push(folder);
  return start(workerd(), ['serve', config, '--control-fd=1'], folder);
}

function configFile({ root, bindings = [], reachesLocal = false }: Worker): string {
  const deployed = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  const setting = (name: string) => new RegExp(`^${name} = (.+)$`, 'm').exec(deployed)?.[1];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ( name = "chat",
      worker = (
        modules = [(name = "worker.js", esModule = embed "worker.js")],
        compatibilityDate = ${setting('compatibility_date')},
        compatibilityFlags = ${setting('compatibility_flags') ?? '[]'},
        bindings = [
          (name = "ROOMS", durableObjectNamespace = "Room"),
          (name = "ANSWER_QUOTA", durableObjectNamespace = "AnswerQuota"),
          ${bindings.join(',\n          ')}
        ],
        durableObjectNamespaces = [
          (className = "Room", uniqueKey = "bench", enableSql = true),
          (className = "AnswerQuota", uniqueKey = "bench-quota", enableSql = true)
        ],
        durableObjectStorage = (localDisk = "rooms")
      )
    ),
    ${reachesLocal ? LOCAL_NETWORK : ''}
    (name = "rooms", disk = (path = "rooms", writable = true))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "chat")]
);
`;
}

const LOCAL_NETWORK = '(name = "internet", network = (allow = ["private"])),';

function workerd(): string {
  const installed = createRequire(import.meta.url).resolve('workerd/package.json');
  return join(dirname(installed), 'bin', 'workerd');
}
