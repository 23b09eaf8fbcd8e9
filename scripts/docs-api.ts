// `npm run docs:api`: generates docs/api/, the SDK's reference, from the types and comments in the
// package. With --check, it writes nothing and fails if the committed pages are out of date.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { SDK_ENTRIES } from './bundle-sdk.ts';
import { sdkTypes } from './sdk-types.ts';
import { stop } from './stop.ts';

const REFERENCE = 'docs/api';
const PACKAGE = '@edgewise/client';

// TypeDoc needs the compiler's JavaScript API, which TypeScript 7 no longer has.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript6' : specifier, context),
});

// Outside of node_modules, because TypeDoc treats types in there as external.
const folder = mkdtempSync(join(tmpdir(), 'edgewise-docs-api-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const pages = await generate();
if (process.argv.includes('--check')) {
  const committed = pagesIn(REFERENCE);
  const names = new Set([...pages.keys(), ...committed.keys()]);
  const stale = [...names].filter((name) => pages.get(name) !== committed.get(name));
  if (stale.length > 0)
    stop(`${REFERENCE} is out of date (${stale.sort().join(', ')}): run npm run docs:api.`);
} else {
  rmSync(REFERENCE, { recursive: true, force: true });
  mkdirSync(REFERENCE, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(REFERENCE, name), text);
}

/** @returns the pages of the reference, by file name. */
async function generate(): Promise<ReadonlyMap<string, string>> {
  const { Application } = await import('typedoc');
  const options: Partial<TypeDocOptions & PluginOptions> = {
    entryPoints: writeEntries(),
    tsconfig: writeConfig(),
    out: join(folder, 'pages'),
    plugin: ['typedoc-plugin-markdown'],
    name: PACKAGE,
    readme: 'none',
    router: 'module',
    entryFileName: 'README.md',
    // The output does not depend on the checkout.
    disableSources: true,
    hideGenerator: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    sort: ['source-order'],
    groupOrder: ['Functions', 'Variables', '*'],
    pageTitleTemplates: {
      index: PACKAGE,
      module: ({ name }) => (name === 'index' ? PACKAGE : `${PACKAGE}/${name}`),
      member: ({ name }) => name,
    },
    useCodeBlocks: true,
    expandObjects: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: { hideSources: true, hideModifiers: true },
    // Every export must have a comment, and every type it refers to must be exported.
    validation: { notExported: true, notDocumented: true, invalidLink: true },
    requiredToBeDocumented: ['Class', 'Interface', 'Function', 'Method', 'TypeAlias', 'Variable'],
    treatValidationWarningsAsErrors: true,
    logLevel: 'Warn',
  };
  const application = await Application.bootstrapWithPlugins(options as Partial<TypeDocOptions>);
  const project = await application.convert();
  if (!project) return stop('The types of the SDK cannot be read.');
  application.validate(project);
  if (application.logger.hasErrors() || application.logger.validationWarningCount > 0)
    stop('Document or export what is named above.');
  await application.generateOutputs(project);
  return pagesIn(join(folder, 'pages'));
}

/** Writes the types of each entry, below the comment at the start of its source. */
function writeEntries(): string[] {
  return [...sdkTypes(SDK_ENTRIES)].map(([entry, types]) => {
    const path = join(folder, `${entry}.d.ts`);
    const source = readFileSync(SDK_ENTRIES[entry as keyof typeof SDK_ENTRIES], 'utf8');
    const [head = ''] = /^(\/\/ .*\n)+/.exec(source) ?? [];
    writeFileSync(path, `/**\n${head.replace(/^\/\/ /gm, ' * ')} * @module\n */\n${types}`);
    return path;
  });
}

function writeConfig(): string {
  const path = join(folder, 'tsconfig.json');
  const compilerOptions = {
    target: 'ES2024',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    strict: true,
    types: [],
  };
  writeFileSync(path, JSON.stringify({ compilerOptions, include: ['*.d.ts'] }));
  return path;
}

function pagesIn(place: string): ReadonlyMap<string, string> {
  const names = readdirSync(place, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => [name, readFileSync(join(place, name), 'utf8')]),
  );
}
