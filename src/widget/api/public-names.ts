// The public names of the element. docs/embed.md documents each; a test keeps both in sync.

/** Attributes of the element; with the prefix `data-`, of the script. */
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

/** Methods. Each loads the chat if necessary. */
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

/** Read-only properties. */
export const FACTS = ['chat', 'state', 'unread'] as const;

/** The details of each event. */
export type Events = {
  'edgewise-ready': undefined;
  'edgewise-open': undefined;
  'edgewise-close': undefined;
  'edgewise-message': { readonly message: import('../../client/index.ts').Message };
  'edgewise-send': { text: string; readonly id?: string };
  'edgewise-unread': { readonly count: number };
  'edgewise-presence': { readonly online: number };
  'edgewise-connection': { readonly state: import('../../client/index.ts').ConnectionState['at'] };
  'edgewise-error': { readonly code: string; readonly message: string };
  'edgewise-linkclick': { readonly href: string };
};
