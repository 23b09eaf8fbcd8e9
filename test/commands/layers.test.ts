import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, ROOT } from './checkout.ts';

/** By layer: statements that it must not contain, and the compiler's error. */
const FORBIDDEN: Readonly<Record<string, readonly [statement: string, complaint: string][]>> = {
  protocol: [
    ["import '../room/stand-in.ts';", 'TS6307'],
    ["import '../client/stand-in.ts';", 'TS6307'],
    ["import type { Standing as One } from '../worker/stand-in.ts';", 'TS6307'],
    ['document.title;', "Cannot find name 'document'"],
    ['new WebSocketPair();', "Cannot find name 'WebSocketPair'"],
  ],
  room: [
    ["import '../worker/stand-in.ts';", 'TS6307'],
    ["import '../client/stand-in.ts';", 'TS6307'],
    ['document.title;', "Cannot find name 'document'"],
  ],
  client: [
    ["import '../room/stand-in.ts';", 'TS6307'],
    ["import '../ui/stand-in.ts';", 'TS6307'],
    ['new WebSocketPair();', "Cannot find name 'WebSocketPair'"],
  ],
  worker: [
    ["import '../client/stand-in.ts';", 'TS6307'],
    ['window.open();', "Cannot find name 'window'"],
  ],
  ui: [
    ["import '../page/stand-in.ts';", 'TS6307'],
    ["import '../room/stand-in.ts';", 'TS6307'],
    ["import '../widget/stand-in.ts';", 'TS6307'],
  ],
  page: [
    ["import '../worker/stand-in.ts';", 'TS6307'],
    ["import '../states/stand-in.ts';", 'TS6307'],
  ],
  widget: [["import '../page/stand-in.ts';", 'TS6307']],
  states: [["import '../room/stand-in.ts';", 'TS6307']],
};

const LAYERS = ['protocol', 'room', 'worker', 'client', 'ui', 'page', 'widget', 'states'];

test('everything compiles along the allowed imports', () => {
  expect(
    compile([
      ['room', "import '../protocol/stand-in.ts';"],
      ['worker', "import '../room/stand-in.ts';"],
      ['client', "import '../protocol/stand-in.ts';"],
      ['ui', "import '../client/stand-in.ts';"],
      ['page', "import '../ui/stand-in.ts';"],
      ['widget', "import '../ui/stand-in.ts';"],
      ['states', "import '../page/stand-in.ts';"],
    ]),
  ).toEqual({ status: 0, complaints: [] });
});

test.each(Object.entries(FORBIDDEN))(
  'src/%s fails to compile with imports and globals of other layers',
  (layer, all) => {
    const { status, complaints } = compile(all.map(([statement]) => [layer, statement]));
    expect(status).not.toBe(0);
    // Each statement has a line of its own, and each line its error.
    for (const [at, [statement, complaint]] of all.entries()) {
      const place = `src/${layer}/stand-in.ts(${at + 1},`;
      const errors = complaints.filter((line) => line.includes(place)).join();
      expect(errors, statement).toContain(complaint);
    }
  },
);

test.each([
  ['../client/index.ts', true],
  ['../client/unread.ts', true],
  ['../client/app/text.ts', true],
  ['../client/outbox/outbox.ts', false],
  ['../client/core/value.ts', false],
])('whether src/ui, src/page, src/widget and src/states may import %s: %s', (path, isAllowed) => {
  const layers = ['page', 'states', 'ui', 'widget'];
  const files = layers.map((layer) => `src/${layer}/stand-in.ts`);
  expect(rejected(files.map((file) => [file, path]))).toEqual(isAllowed ? [] : files);
});

/** The allowed imports between the folders of src/room. */
const STAGES: Record<string, readonly string[]> = {
  ingress: [],
  commands: ['policy', 'log'],
  policy: [],
  log: [],
  subscribers: ['log', 'delivery'],
  connections: ['delivery'],
  delivery: [],
  assistant: ['log'],
};

test('a folder of src/room imports others only along the allowed directions', () => {
  const names = Object.keys(STAGES);
  const imports = names.flatMap((stage) => [
    [`src/room/${stage}/to-room.ts`, '../room.ts'],
    [`src/room/${stage}/to-package.ts`, 'hono'],
    ...names
      .filter((target) => target !== stage)
      .map((target) => [`src/room/${stage}/to-${target}.ts`, `../${target}/stand-in.ts`]),
  ]) as [file: string, path: string][];
  const allowed = Object.entries(STAGES).flatMap(([stage, targets]) =>
    targets.map((target) => `src/room/${stage}/to-${target}.ts`),
  );
  const forbidden = imports.map(([file]) => file).filter((file) => !allowed.includes(file));
  expect(rejected(imports)).toEqual(forbidden.sort());
  // The folders inside the assistant may import even less of the room.
  expect(
    rejected([
      ['src/room/assistant/quota/to-log.ts', '../../log/stand-in.ts'],
      ['src/room/assistant/providers/helper/to-room.ts', '../../../room.ts'],
      ['src/room/assistant/providers/parsing/to-log.ts', '../../../log/stand-in.ts'],
      ['src/room/assistant/quota/to-budgets.ts', '../budgets.ts'],
    ]),
  ).toEqual([
    'src/room/assistant/providers/helper/to-room.ts',
    'src/room/assistant/providers/parsing/to-log.ts',
    'src/room/assistant/quota/to-log.ts',
  ]);
});

/** Lints files that hold a single import each. @returns those whose import Biome rejects. */
function rejected(imports: readonly [file: string, path: string][]): string[] {
  const folder = emptyFolder();
  cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  for (const [file, path] of imports) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), `import '${path}';\n`);
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[biome, 'lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=none'],
      ...['--only=style/noRestrictedImports', 'src'],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const files = [...stderr.matchAll(/^(src\S+?):\d+:\d+ lint\/style\/noRestrictedImports/gm)].map(
    ([, file = '']) => file,
  );
  expect(status, stdout + stderr).toBe(files.length === 0 ? 0 : 1);
  return files.sort();
}

/** Compiles the layers with their own configuration, but a single file each, which is fast. */
function compile(statements: [layer: string, statement: string][]) {
  const folder = emptyFolder();
  // Not the whole folder: the compiler would write its cache for these stand-ins to the real one.
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['@cloudflare', 'preact']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  cpSync(join(ROOT, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  for (const layer of LAYERS) {
    const source = join(folder, 'src', layer);
    mkdirSync(source, { recursive: true });
    cpSync(join(ROOT, 'src', layer, 'tsconfig.json'), join(source, 'tsconfig.json'));
    const own = statements.filter(([of]) => of === layer).map(([, statement]) => statement);
    writeFileSync(
      join(source, 'stand-in.ts'),
      [...own, 'export type Standing = 1;', ''].join('\n'),
    );
  }
  const projects = LAYERS.map((layer) => join('src', layer));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', ...projects], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, complaints: stdout.split('\n').filter((line) => line.includes('error TS')) };
}
