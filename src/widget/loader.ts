// `widget.js`, the script that sites include. It renders the launcher, and loads the chat when a visitor
// shows interest. Until then it makes no request, stores nothing and opens no connection. Every visitor of
// every page loads it, so each byte counts.

import { METHODS } from './api/public-names.ts';
import type { Core, Widget } from './core.tsx';
import css from './styles/launcher.css' with { type: 'text' };

type Caller = (chat: HTMLElement) => void;
/** Attributes of the chat in the corner. */
type Settings = Readonly<Record<string, string>>;

const make = <T extends keyof HTMLElementTagNameMap>(name: T) => document.createElement(name);
const page = document.documentElement;
const TAG = 'edgewise-chat';

// `currentScript` is null in modules and in evaluated code.
const script = (document.currentScript ??
  page.querySelector('[src*="/widget.js"]')) as HTMLScriptElement | null;

// biome-ignore lint/suspicious/noAssignInExpressions: shorter.
const queue = (window.Edgewise ??= []);
const settings: Settings = Object.assign({}, ...queue, script?.dataset);
/**
 * The base URL of the core, and the default server. If this code was bundled into another script, its own
 * URL is unknown, so the `server` setting is used.
 */
const base = (
  /\/widget.js/.test(script?.src as string) ? script?.src : settings['server']
) as string;

const NEWEST = 'core.js';

let standsHere: (chat: HTMLElement) => void;
const first = new Promise<HTMLElement>((resolve) => (standsHere = resolve));

/** Adds the requested chat to the corner of the page. */
const place = () => {
  const chat = make(TAG as 'b');
  if (page.querySelector(settings['room'] ? `${TAG}:not([mode])` : TAG)) return;
  if (!base || !(settings['room'] || queue[0])) return console.warn('Edgewise: no room or server');
  queue.chat = chat;
  Object.entries(settings).map((setting) => chat.setAttribute(...setting));
  // Frameworks that hydrate a whole document tolerate extra elements at the end of the body only.
  document.body.append(chat);
  // A transformed body would become the containing block of the fixed launcher.
  if (chat.offsetParent) page.append(chat);
};

if (!customElements.get(TAG)) {
  // Entries that wait for a chat are functions; settings were read above. `push` returns no length.
  // biome-ignore lint/suspicious/noAssignInExpressions: shorter.
  (queue.push = (...given) => given.map((one) => first.then(one as Caller)) as never)(...queue);
  customElements.define(
    TAG,
    class extends HTMLElement {
      static observedAttributes = ['preconnect', 'open', 'mode', 'greeting'];
      #widget?: Promise<Widget> | null;

      constructor() {
        super();
        METHODS.map((method) =>
          Object.defineProperty(this, method, {
            get:
              () =>
              (...given: unknown[]) =>
                this.#take().then((widget) => widget.call(method, given)),
            // React and Vue set a property instead of the attribute if one exists.
            set: (value) => this.setAttribute(method, value),
          }),
        );
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        const root = this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [sheet];
        const launcher = make('button');
        launcher.part = launcher.id = 'launcher';
        launcher.title = 'Chat';
        const icon = make('slot');
        icon.name = 'launcher-icon';
        root.append(launcher);
        launcher.append(icon);
        icon.append(make('i'));
        launcher.onpointerenter = launcher.onfocus = () => this.#take();
        launcher.onclick = () =>
          this.#take().then(
            (widget) => widget.call('toggle', []),
            () =>
              // If the page blocks the chat, open the room's own page.
              open(
                new URL(
                  `/r/${this.getAttribute('room') || 'lobby'}`,
                  this.getAttribute('server') ?? base,
                ),
              ),
          );
      }

      connectedCallback(): void {
        standsHere(this);
        if (this.matches('[layer=top]')) {
          this.popover = 'manual';
          // If the page has only moved the element, it is already shown.
          this.togglePopover(true);
        }
        void this.#widget?.then((widget) => widget.begin()).catch(() => {});
      }

      async disconnectedCallback(): Promise<void> {
        // A moved element is connected again by now.
        await 0;
        if (this.isConnected) return;
        // The page has replaced its body or rendered itself again; it did not mean to remove the chat.
        if (this === queue.chat && this.parentNode) document.body.append(this);
        else void this.#widget?.then((widget) => widget.end());
      }

      attributeChangedCallback(name: string, _before: unknown, value: string): void {
        if (name === 'mode')
          // An inline chat is loaded when it scrolls into view.
          /inline|page/.test(value) &&
            new IntersectionObserver(
              (seen) => (seen.pop() as IntersectionObserverEntry).isIntersecting && this.#take(),
            ).observe(this);
        else void this.#take();
      }

      /** Loads the core. @returns rejects if the page blocks it or the network is down; can be retried. */
      #take(): Promise<Widget> {
        // biome-ignore lint/suspicious/noAssignInExpressions: shorter.
        const coming = (this.#widget ??= import(new URL(CORE, base) as never)
          // A deploy may have removed the core that this script was built with: use the newest.
          .catch(() => import(new URL(NEWEST, base) as never))
          .then((core: Core) => core.take(this, { origin: base })));
        coming.catch(() => (this.#widget = null));
        return coming;
      }
    },
  );
}
// "loading", not yet "interactive" or "complete".
if (document.readyState > 'l') addEventListener('DOMContentLoaded', place);
else place();

declare global {
  interface Window {
    /** Functions are called with the chat once it exists; objects are settings for it. */
    Edgewise?: (Caller | Settings)[] & {
      /** The chat in the corner, if the script has added one. */
      chat?: HTMLElement;
    };
  }
}
