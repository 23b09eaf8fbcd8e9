// `widget.js`, the one line that a site includes: it draws the launcher, and fetches the chat itself
// when somebody shows that they want it. Until then: no request, nothing stored, no connection. Every
// visitor of every page loads each byte of it.
import type { Core, Widget } from './core.tsx';
import css from './launcher.css' with { type: 'text' };
import { METHODS } from './names.ts';

type Caller = (chat: HTMLElement) => void;
/** Attributes of the chat in the corner. */
type Settings = Readonly<Record<string, string>>;

const make = <T extends keyof HTMLElementTagNameMap>(name: T) => document.createElement(name);
const page = document.documentElement;
const TAG = 'edgewise-chat';

// A module, or a text that is evaluated, is not told which script it is.
const script = (document.currentScript ??
  page.querySelector('[src*="/widget.js"]')) as HTMLScriptElement | null;

// biome-ignore lint/suspicious/noAssignInExpressions: shorter.
const queue = (window.Edgewise ??= []);
const settings: Settings = Object.assign({}, ...queue, script?.dataset);
/**
 * What the core is fetched relative to, and the server if no other is named. Evaluated by another script
 * or bundled into one, this text has that script's address.
 */
const base = (
  /\/widget.js/.test(script?.src as string) ? script?.src : settings['server']
) as string;

const NEWEST = 'core.js';

let standsHere: (chat: HTMLElement) => void;
const first = new Promise<HTMLElement>((resolve) => (standsHere = resolve));

/** Puts the chat that is asked for into the corner. */
const place = () => {
  const chat = make(TAG as 'b');
  if (page.querySelector(settings['room'] ? `${TAG}:not([mode])` : TAG)) return;
  if (!base || !(settings['room'] || queue[0])) return console.warn('Edgewise: no room or server');
  queue.chat = chat;
  Object.entries(settings).map((setting) => chat.setAttribute(...setting));
  // Whoever hydrates a whole document expects nothing beside its body, and anything at the body's end.
  document.body.append(chat);
  // A body that is transformed would hold it, as if it were the window.
  if (chat.offsetParent) page.append(chat);
};

if (!customElements.get(TAG)) {
  // What waits for a chat is a function; settings have been read. Nobody asks how long the queue is.
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
            // React and Vue set properties of custom elements where there are any: they mean the attribute.
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
              // What this page does not let in still has a page of its own.
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
          // Where the page has only moved it, it is shown already.
          this.togglePopover(true);
        }
        void this.#widget?.then((widget) => widget.begin()).catch(() => {});
      }

      async disconnectedCallback(): Promise<void> {
        // Moved, it is back before this is asked.
        await 0;
        if (this.isConnected) return;
        // The page has replaced its body, or rendered itself again, and did not mean to remove the chat.
        if (this === queue.chat && this.parentNode) document.body.append(this);
        else void this.#widget?.then((widget) => widget.end());
      }

      attributeChangedCallback(name: string, _before: unknown, value: string): void {
        if (name === 'mode')
          // What stands in the page is wanted once it comes into view.
          /inline|page/.test(value) &&
            new IntersectionObserver(
              (seen) => (seen.pop() as IntersectionObserverEntry).isIntersecting && this.#take(),
            ).observe(this);
        else void this.#take();
      }

      /** @returns rejects where the page does not let the chat in, or the line is down; it may be asked again. */
      #take(): Promise<Widget> {
        // biome-ignore lint/suspicious/noAssignInExpressions: shorter.
        const coming = (this.#widget ??= import(new URL(CORE, base) as never)
          // Where the core that this script was built with is gone by now, this leads to the newest.
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
    /** What is pushed is called with the chat, once there is one; or it says what the chat is like. */
    Edgewise?: (Caller | Settings)[] & {
      /** The chat in the corner, where the script has put one there. */
      chat?: HTMLElement;
    };
  }
}
