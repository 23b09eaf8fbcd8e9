// What partysocket has for others, left out. A bundler drops no member of a class, for it cannot know.
import { transform } from 'esbuild';

const UNUSED = [
  'get bufferedAmount()',
  'get extensions()',
  'get protocol()',
  'get retryCount()',
  'get shouldReconnect()',
  'get url()',
  'drainQueuedMessages()',
  'reconnect(code, reason)',
];

/** Where it lies. */
export const PARTYSOCKET = /partysocket\/dist\/ws\.js$/;

/**
 * Leaves out of partysocket what nobody calls and what it would tell its own developers, and shortens
 * the names of its private fields.
 * @throws {Error} when it has changed so much that this would break it.
 */
export async function leanPartysocket(source: string): Promise<string> {
  let lean = source;
  for (const member of UNUSED) {
    const begin = lean.indexOf(`\n  ${member} {\n`);
    const end = lean.indexOf('\n  }\n', begin);
    if (begin < 0) throw new Error(`partysocket has no ${member} any more.`);
    lean = lean.slice(0, begin) + lean.slice(end + '\n  }'.length);
  }
  lean = lean.replaceAll('this._debug(', '/* @__PURE__ */ this._debug(');
  // Its warnings to its own developers go too; ours are values.
  const { code } = await transform(lean, {
    mangleProps: /^_/,
    drop: ['console'],
    minifySyntax: true,
    target: 'es2022',
  });
  return code;
}
