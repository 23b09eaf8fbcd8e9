import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LIMITS,
  type LimitName,
  limitsFrom,
  limitVariable,
} from '../../../src/protocol/limits.ts';
import { assistantNumbers } from '../../../src/room/assistant/settings.ts';
import { configOf, type Env } from '../../../src/worker/config.ts';

type Row = { readonly name: string; readonly cells: readonly string[] };
type Table = { readonly title: string; readonly columns: readonly string[]; readonly rows: Row[] };

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The tables of docs/configuration.md whose rows start with a name, each with its heading. */
function tablesIn(text: string): Table[] {
  const tables: Table[] = [];
  let title = '';
  let columns: readonly string[] = [];
  for (const line of text.split('\n')) {
    title = /^## (.+)$/.exec(line)?.[1] ?? title;
    if (/^\| (variable|binding) \|/.test(line)) {
      columns = cellsOf(line);
      tables.push({ title, columns, rows: [] });
    }
    const [, name] = /^\| `([A-Z_]+)` \|/.exec(line) ?? [];
    if (name !== undefined) tables.at(-1)?.rows.push({ name, cells: cellsOf(line) });
  }
  return tables;
}

const DOCUMENT = readFileSync('docs/configuration.md', 'utf8');
const tables = tablesIn(DOCUMENT);
const LOCAL = 'On your computer';
const deployed = tables.filter(({ title }) => title !== LOCAL);
const rows = deployed.flatMap((table) => table.rows.map((row) => ({ ...row, table })));
const cellOf = (name: string, column: string): string => {
  const row = rows.find((each) => each.name === name);
  return row?.cells[row.table.columns.indexOf(column)] ?? '';
};
const exampleOf = (name: string) => /^`(.+)`$/.exec(cellOf(name, 'example'))?.[1];

const BOUND = { EDGEWISE_SECRET: 'x'.repeat(32), ANSWER_QUOTA: {}, AI: { run() {} } };

/** Reads the configuration, and returns the names of all variables that were looked up. */
function namesRead(variables: object): Set<string> {
  const read = new Set<string>();
  const env = new Proxy<object>(
    { ...BOUND, ...variables },
    {
      get(target, name) {
        read.add(String(name));
        return Reflect.get(target, name);
      },
    },
  );
  configOf(env as Env);
  return read;
}

/** The names that the Worker and its rooms look up in their environment. */
function namesInCode(): string[] {
  const asConfigured = [
    {},
    { AI_PROVIDER: 'openai-compatible', OPENAI_API_KEY: 'k' },
    { AI_PROVIDER: 'anthropic', ANTHROPIC_API_KEY: 'k' },
    { AI_PROVIDER: 'workers-ai' },
  ].flatMap((variables) => [...namesRead(variables)]);
  const written = globSync('src/{worker,room}/**/*.ts').flatMap((path) =>
    [
      ...readFileSync(path, 'utf8').matchAll(/(?:\benv(?:\.|\[')|^ {2}readonly )([A-Z][A-Z_]+)/gm),
    ].map(([, name = '']) => name),
  );
  return [...new Set([...asConfigured, ...written])].sort();
}

describe('docs/configuration.md', () => {
  it('names every variable and binding that the code reads, once, and no other', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(namesInCode());
  });

  it('leaves no cell of a variable empty', () => {
    for (const { columns, rows } of tables)
      for (const { name, cells } of rows) {
        expect(cells, name).toHaveLength(columns.length);
        for (const [at, cell] of cells.entries())
          expect(cell, `${name}: ${columns[at]}`).not.toBe('');
      }
  });

  const plain = (text: string) => text.replaceAll(',', '');
  const whole = /must be a whole number from (\d+) to (\d+)\.$/;

  it.each(Object.keys(DEFAULT_LIMITS) as LimitName[])('gives default and range of %s', (limit) => {
    const name = limitVariable(limit);
    const parsed = limitsFrom({ [name]: 'none' });
    const [, least, most] = whole.exec(parsed.ok ? '' : parsed.problem) ?? [];
    expect(plain(cellOf(name, 'default'))).toBe(`${DEFAULT_LIMITS[limit]}`);
    expect(plain(cellOf(name, 'range'))).toBe(`${least}–${most}`);
  });

  it.each(Object.entries(assistantNumbers({})))(
    'gives default and range of the assistant’s %s',
    (name, preset) => {
      let problem = '';
      try {
        assistantNumbers({ [name]: 'none' });
      } catch (error) {
        problem = (error as Error).message;
      }
      const [, least, most] = whole.exec(problem) ?? [];
      expect(plain(cellOf(name, 'default'))).toBe(`${preset}`);
      expect(plain(cellOf(name, 'range'))).toBe(`${least}–${most}`);
    },
  );

  it.each(rows.flatMap(({ name }) => (exampleOf(name) === undefined ? [] : [name])))(
    'has a working example of %s',
    (name) => {
      const provider = cellOf(name, 'sets').includes('OpenAI') ? 'openai-compatible' : 'anthropic';
      const key = { AI_PROVIDER: provider, ANTHROPIC_API_KEY: 'k', AI_MODEL: 'm' };
      expect(namesRead({ ...key, [name]: exampleOf(name) })).toContain(name);
    },
  );

  it('names the local settings as the scripts read them', () => {
    const local = tables.flatMap(({ title, rows }) => (title === LOCAL ? rows : []));
    const code = [...globSync('{scripts,test/support}/**/*.ts'), 'playwright.config.ts'].map(
      (path) => readFileSync(path, 'utf8'),
    );
    const read = code.flatMap((text) =>
      [...text.matchAll(/\benv\['([A-Z_]+)'\]/g)].map(([, name = '']) => name),
    );
    // Variables that scripts pass to each other, and those of the system.
    const internal =
      /^(EDGEWISE_(BUILD|BUILT_AT|STATES|ALL_STATES|TEST_ALL|TEST_PORT|TEST_STATE)|WRANGLER_.*|PATH)$/;
    const settable = [...new Set(read)].filter((name) => !internal.test(name));
    const documented = [...DOCUMENT.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name);
    expect(documented).toEqual(expect.arrayContaining(settable));
    for (const { name } of local) expect(settable).toContain(name);
  });
});
