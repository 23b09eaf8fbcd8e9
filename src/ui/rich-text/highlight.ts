// Colours for code: fetched when somebody shows code in one of these languages, each by itself.
import { type ShjLanguageData, tokenizer } from '@speed-highlight/core/tokenize';

/** A piece of code, and what it is in its language. */
export type Token = readonly [text: string, kind: string | null];

// Its declarations leave out what `exactOptionalPropertyTypes` wants to be told.
type Loaded = { readonly default: object };

const languages: Readonly<Record<string, () => Promise<Loaded>>> = {
  bash: () => import('@speed-highlight/core/languages/bash.js'),
  c: () => import('@speed-highlight/core/languages/c.js'),
  css: () => import('@speed-highlight/core/languages/css.js'),
  diff: () => import('@speed-highlight/core/languages/diff.js'),
  docker: () => import('@speed-highlight/core/languages/docker.js'),
  go: () => import('@speed-highlight/core/languages/go.js'),
  html: () => import('@speed-highlight/core/languages/html.js'),
  ini: () => import('@speed-highlight/core/languages/ini.js'),
  java: () => import('@speed-highlight/core/languages/java.js'),
  js: () => import('@speed-highlight/core/languages/js.js'),
  jsdoc: () => import('@speed-highlight/core/languages/jsdoc.js'),
  json: () => import('@speed-highlight/core/languages/json.js'),
  lua: () => import('@speed-highlight/core/languages/lua.js'),
  py: () => import('@speed-highlight/core/languages/py.js'),
  regex: () => import('@speed-highlight/core/languages/regex.js'),
  rs: () => import('@speed-highlight/core/languages/rs.js'),
  sql: () => import('@speed-highlight/core/languages/sql.js'),
  todo: () => import('@speed-highlight/core/languages/todo.js'),
  toml: () => import('@speed-highlight/core/languages/toml.js'),
  ts: () => import('@speed-highlight/core/languages/ts.js'),
  xml: () => import('@speed-highlight/core/languages/xml.js'),
  yaml: () => import('@speed-highlight/core/languages/yaml.js'),
};

/** What people call them. */
const names: Readonly<Record<string, string>> = {
  ...{ sh: 'bash', shell: 'bash', zsh: 'bash', console: 'bash' },
  ...{
    'c++': 'c',
    cpp: 'c',
    cc: 'c',
    h: 'c',
    hpp: 'c',
    cs: 'java',
    csharp: 'java',
    kotlin: 'java',
  },
  ...{ javascript: 'js', jsx: 'js', mjs: 'js', typescript: 'ts', tsx: 'ts', mts: 'ts' },
  ...{ dockerfile: 'docker', golang: 'go', jsonc: 'json', json5: 'json', less: 'css', scss: 'css' },
  ...{ patch: 'diff', python: 'py', py3: 'py', rust: 'rs', svg: 'xml', yml: 'yaml', vue: 'html' },
};

/** @returns the pieces of the code, or null where nobody knows the language. */
export async function tokensOf(code: string, language: string): Promise<Token[] | null> {
  const asked = language.toLowerCase();
  const name = names[asked] ?? asked;
  if (!Object.hasOwn(languages, name)) return null;
  const tokens: Token[] = [];
  const run = tokenizer(code, name, (text, kind) => {
    if (text !== '') tokens.push([text, kind ?? null]);
  });
  for (let step = run.next(); !step.done; ) {
    const needed = Object.hasOwn(languages, step.value) ? languages[step.value] : undefined;
    step = run.next((await needed?.())?.default as ShjLanguageData | undefined);
  }
  return tokens;
}
