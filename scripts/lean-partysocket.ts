// partysocket without what it has for others. A bundler drops no member of a class, for it cannot know.
import { transform } from 'esbuild';

/** Members that line.ts never uses, once the calls below are cut. */
const UNUSED = [
  'get binaryType()',
  'set binaryType(value)',
  'get bufferedAmount()',
  'get extensions()',
  'get protocol()',
  'get retryCount()',
  'get shouldReconnect()',
  'get url()',
  'get readyState()',
  ...['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].flatMap((name) => [
    `static get ${name}()`,
    `get ${name}()`,
  ]),
  'drainQueuedMessages()',
  'reconnect(code, reason)',
  '_debug(...args)',
  '_getNextDelay()',
  '_getNextProtocols(protocolsProvider)',
  '_getNextUrl(urlProvider)',
  '_handleTimeout()',
  '_acceptOpen()',
  '_clearTimeouts()',
];

/** From the first mark up to the second, which stays. */
const PASSAGES = [
  // Nobody listens but by `onmessage` and `onclose`, which it calls itself.
  ['if (!globalThis.EventTarget', 'function absorbError() {}'],
  // Nothing is enqueued: what cannot be sent is the outbox's.
  [
    '    if (this._closeCalled && !this._didWarnAboutClosedSend) {',
    '    return false;\n  }\n  /**',
  ],
  // Its own attempts and deadlines: when to connect is decided before it is given an address.
  ['    const {\n      maxRetries = DEFAULT', '    this._debug("connect", this._retryCount);'],
  ['    this._connectTimeout = setTimeout(', '      })\n      .catch((err)'],
  ['  _handleOpen = (event) => {', '  _handleMessage = '],
  // The class comes with the address.
  ['        if (\n          !this._options.WebSocket &&', '        const WS ='],
] as const;

/** Exact places, and what they are without what only others use. */
const SHORTER = [
  ['this.dispatchEvent(cloneEvent(event));', ''],
  ['this._ws.binaryType = this._binaryType;', ''],
  ['    this._ws.removeEventListener("open", this._handleOpen);\n', ''],
  ['    this._ws.addEventListener("open", this._handleOpen);\n', ''],
  ['    this._clearTimeouts();\n', ''],
  ['  onclose = null;\n', ''],
  ['  onerror = null;\n', ''],
  ['  onmessage = null;\n', ''],
  ['  onopen = null;\n', ''],
  ['    if (this.onerror) this.onerror(event);\n', ''],
  // Nobody asks an event of its own making for more.
  ['new Events.CloseEvent(code, reason, this)', '{ code, reason }'],
  ['new Events.ErrorEvent(Error(err.message), this)', ''],
  ['void 0, event.message === "TIMEOUT" ? "timeout" : void 0', 'void 0, ""'],
  [
    'export { CloseEvent, ErrorEvent, ReconnectingWebSocket as default }',
    'export { ReconnectingWebSocket as default }',
  ],
  ['this.CONNECTING', '0'],
  ['this.OPEN', '1'],
  ['this.CLOSING', '2'],
  ['this.CLOSED', '3'],
  ['  _messageQueue = [];\n', ''],
  ['  _binaryType = "blob";\n', ''],
  ['  _retryCount = -1;\n', ''],
  ['  _uptimeTimeout;\n', ''],
  ['  _connectTimeout;\n', ''],
  ['  _didWarnAboutClosedSend = false;\n', ''],
  ['  _debugLogger = console.log.bind(console);\n', ''],
  ['    if (this._options.startClosed) this._shouldReconnect = false;\n', ''],
  ['this._options.shouldReconnectOnClose &&\n      !this', '!this'],
  [
    '    if (this._options.debugLogger)\n      this._debugLogger = this._options.debugLogger;\n',
    '',
  ],
  ['setTimeout(resolve, this._getNextDelay())', 'setTimeout(resolve)'],
  ['this._getNextUrl(this._url)', 'this._url()'],
  ['this._getNextProtocols(this._protocols || null)', 'this._protocols()'],
  ['this._options.WebSocket || WebSocket', 'this._options.WebSocket'],
  ['protocols ? new WS(url, protocols) : new WS(url)', 'new WS(url, protocols)'],
] as const;

/** Where it lies. */
export const PARTYSOCKET = /partysocket\/dist\/ws\.js$/;

/** Our options for what is cut out of it, and what is left of them. */
export const PARTYSOCKET_OPTIONS = /client\/connection\/partysocket-options\.ts$/;
export const NO_OPTIONS = 'export const PARTYSOCKET_OPTIONS = {};';

/**
 * Leaves out of partysocket what nobody calls and what it would tell its own developers, and shortens
 * the names of its private fields.
 * @throws {Error} when it has changed so much that this would break it.
 */
export async function leanPartysocket(source: string): Promise<string> {
  let lean = source;
  for (const [from, to] of PASSAGES) {
    const begin = lean.indexOf(from);
    const end = lean.indexOf(to, begin);
    if (begin < 0 || end < 0) throw changed(from);
    lean = lean.slice(0, begin) + lean.slice(end);
  }
  for (const member of UNUSED) {
    const begin = lean.indexOf(`\n  ${member} {\n`);
    const end = lean.indexOf('\n  }\n', begin);
    if (begin < 0) throw changed(member);
    lean = lean.slice(0, begin) + lean.slice(end + '\n  }'.length);
  }
  for (const [place, shorter] of SHORTER) {
    if (!lean.includes(place)) throw changed(place);
    lean = lean.replaceAll(place, shorter);
  }
  lean = lean.replaceAll(/this\._debug\([^;]*\);/g, '');
  // Its warnings to its own developers go too; ours are values.
  const { code } = await transform(lean, {
    mangleProps: /^_/,
    drop: ['console'],
    minifySyntax: true,
    target: 'es2022',
  });
  return code;
}

const changed = (place: string): Error =>
  new Error(`partysocket has changed: it has no "${place.trim()}" any more.`);
