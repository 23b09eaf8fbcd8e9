/**
 * Removes what is newer than the oldest browsers that README.md names (Chrome 123, Firefox 128,
 * Safari 17.5): code that uses it without feature detection fails in every scenario.
 */
export const AS_OLD_AS_PROMISED = `for (const [object, ...names] of [
  [URL, 'parse'],
  [Promise, 'try'],
  [RegExp, 'escape'],
  [Error, 'isError', 'captureStackTrace'],
  [Math, 'f16round', 'sumPrecise'],
  [Map.prototype, 'getOrInsert', 'getOrInsertComputed'],
  [WeakMap.prototype, 'getOrInsert', 'getOrInsertComputed'],
  [Uint8Array, 'fromBase64', 'fromHex'],
  [Uint8Array.prototype, 'toBase64', 'toHex', 'setFromBase64', 'setFromHex'],
  [Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), 'drop', 'every', 'filter',
    'find', 'flatMap', 'forEach', 'map', 'reduce', 'some', 'take', 'toArray'],
  [ReadableStream.prototype, Symbol.asyncIterator, 'values'],
  [Intl, 'DurationFormat'],
  [Element.prototype, 'moveBefore', 'setHTML', 'ariaNotify', 'currentCSSZoom'],
  [Document.prototype, 'startViewTransition', 'caretPositionFromPoint'],
  [window, 'Iterator', 'Temporal', 'SuppressedError', 'DisposableStack', 'Float16Array', 'scheduler',
    'CookieStore', 'cookieStore', 'Observable', 'Sanitizer', 'requestIdleCallback', 'Navigation',
    'navigation', 'TrustedHTML', 'CloseWatcher'],
]) for (const name of names) try { delete object[name]; } catch {}
`;
