// Removes unused parts of partysocket. A bundler cannot remove members of a class, because it does
// not know whether they are used.
import { transform } from 'esbuild';

/** Members that are unused once the calls below are removed. */
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

/** Removed from the first marker up to the second, which stays. */
const REMOVED = [
  // Event dispatch: our code only uses `onmessage` and `onclose`, which partysocket calls directly.
  ['if (!globalThis.EventTarget', 'function absorbError() {}'],
  // The message queue: the outbox keeps what cannot be sent.
  [
    '    if (this._closeCalled && !this._didWarnAboutClosedSend) {',
    '    return false;\n  }\n  /**',
  ],
  // Retry limits and connect deadlines: our code decides when to connect before it passes the
  // address.
  ['    const {\n      maxRetries = DEFAULT', '    this._debug("connect", this._retryCount);'],
  ['    this._connectTimeout = setTimeout(', '      })\n      .catch((err)'],
  ['  _handleOpen = (event) => {', '  _handleMessage = '],
  // The WebSocket class is always passed as an option.
  ['        if (\n          !this._options.WebSocket &&', '        const WS ='],
] as const;

/** Exact code, and its replacement without unused parts. */
const REPLACEMENTS = [
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
  // Our code reads only these properties of events that partysocket creates.
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

/** The path of the module. */
export const PARTYSOCKET = /partysocket\/dist\/ws\.js$/;

/** Our options for the removed parts, and their replacement. */
export const PARTYSOCKET_OPTIONS = /client\/connection\/partysocket-options\.ts$/;
export const NO_OPTIONS = 'export const PARTYSOCKET_OPTIONS = {};';

/**
 * Removes unused code and developer warnings from partysocket, and shortens private names.
 * @param source the code of `partysocket/dist/ws.js`.
 * @throws {Error} if partysocket has changed and no longer contains the expected code.
 */
export async function leanPartysocket(source: string): Promise<string> {
  let lean = source;
  for (const [from, to] of REMOVED) {
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
  for (const [place, shorter] of REPLACEMENTS) {
    if (!lean.includes(place)) throw changed(place);
    lean = lean.replaceAll(place, shorter);
  }
  lean = lean.replaceAll(/this\._debug\([^;]*\);/g, '');
  // Also removes partysocket's console warnings: our errors are return values.
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
