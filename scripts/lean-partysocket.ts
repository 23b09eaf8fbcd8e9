// What partysocket has for others, left out. A bundler drops no member of a class, for it cannot know.
import { transform } from 'esbuild';

const UNUSED = [
  'get binaryType()',
  'set binaryType(value)',
  'get bufferedAmount()',
  'get extensions()',
  'get protocol()',
  'get retryCount()',
  'get shouldReconnect()',
  'get url()',
  'drainQueuedMessages()',
  'reconnect(code, reason)',
];

/** Nobody listens but by `onmessage` and `onclose`, which it calls itself. */
const TOLD_AGAIN = 'this.dispatchEvent(cloneEvent(event));';
/** What only that needs, from here to there. */
const CLONING = ['function cloneEventBrowser(', 'const DEFAULT = {'] as const;

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
  const [from, to] = CLONING.map((mark) => lean.indexOf(mark));
  if (!lean.includes(TOLD_AGAIN) || from === undefined || to === undefined || from < 0 || to < from)
    throw new Error('partysocket tells its events in another way now.');
  lean = (lean.slice(0, from) + lean.slice(to)).replaceAll(TOLD_AGAIN, '');
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
