// The names that sites write; docs/embed.md explains each, and a test holds the two together.

/** Attributes of the element; with `data-` before them, of the script. */
export const ATTRIBUTES = [
  'server',
  'room',
  'mode',
  'open',
  'position',
  'layer',
  'launcher',
  'preconnect',
  'greeting',
  'theme',
  'lang',
  'dir',
  'title',
  'placeholder',
  'name',
  'token',
  'readonly',
  'hide-presence',
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

/** Methods; each fetches the chat where it isn't there yet. */
export const METHODS = [
  'logout',
  'open',
  'destroy',
  'send',
  'setUser',
  'focusComposer',
  'toggle',
  'close',
  'jumpTo',
] as const;

/** Properties that sites set. */
export const SETTINGS = ['tokenProvider', 'user', 'strings'] as const;

/** Properties that only tell. */
export const FACTS = ['chat', 'state', 'unread'] as const;

/** What each event tells; those that can be cancelled ask before they do. */
export type Events = {
  'edgewise-ready': undefined;
  'edgewise-open': undefined;
  'edgewise-close': undefined;
  'edgewise-message': { readonly message: import('../client/index.ts').Message };
  'edgewise-send': { text: string; readonly id?: string };
  'edgewise-unread': { readonly count: number };
  'edgewise-presence': { readonly online: number };
  'edgewise-connection': { readonly state: import('../client/index.ts').ConnectionState['at'] };
  'edgewise-error': { readonly code: string; readonly message: string };
  'edgewise-linkclick': { readonly href: string };
};
