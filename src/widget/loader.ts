// `widget.js`, the one line that a site includes: it draws the launcher, and fetches the chat itself
// when somebody shows that they want it. Until then: no request, nothing stored, no connection. Every
// visitor of every page loads each byte of it.
import type { Core, Widget } from './core.tsx';
import css from './launcher.css' with { type: 'text' };
import { METHODS } from './names.ts';

type Caller = (chat: HTMLElement) => void;
/** Attributes of the chat in the corner. */
type Settings = Readonly<Record<string, string>>;
type Methods = { [M in (typeof METHODS)[number]]: (...given: unknown[]) => Promise<unknown> };

const make = <T extends keyof HTMLElementTagNameMap>(name: T) => document.createElement(name);
const page = document.documentElement;
const TAG = 'edgewise-chat';

// A module, or a text that is evaluated, is not told which script it is.
const script = (document.currentScript ??
  page.querySelector('[src*="/widget.js"]')) as HTMLScriptElement | null;

// biome-ignore lint/suspicious/noAssignInExpressions: shorter.
const queue = (window.Edgewise ??= []);
const settings: Settings = Object.assign({}, ...queue, script?.dataset);
/** Where the core comes from, and the server if no other is named. */
const origin = (script?.src || settings['server'])?.split('/widget.js')[0];

const NEWEST = '/core.js';

let standsHere: (chat: HTMLElement) => void;
const first = new Promise<HTMLElement>((resolve) => {
  standsHere = resolve;
});

/** Puts the chat that is asked for into the corner. */
const place = () => {
  const { room } = settings;
  const chat = make(TAG as 'b');
  if (page.querySelector(room ? `${TAG}:not([mode])` : TAG)) return;
  if (!origin || !(room || queue[0])) return console.warn('Edgewise: no room or server');
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
      static observedAttributes = ['mode', 'open', 'greeting'];
      #widget?: Promise<Widget | undefined> | undefined;

      constructor() {
        super();
        for (const method of METHODS)
          (this as unknown as Methods)[method] = (...given) =>
            this.#take().then((widget) => (widget as Widget).call(method, given));
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        const root = this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [sheet];
        const launcher = make('button');
        launcher.part = launcher.id = 'launcher';
        launcher.title = 'Chat';
        const icon = make('slot');
        icon.name = 'launcher-icon';
        icon.append(make('i'));
        launcher.append(icon);
        root.append(launcher);
        launcher.onpointerenter = launcher.onfocus = () => this.#take();
        launcher.onclick = () =>
          this.#take().then((widget) =>
            widget
              ? widget.call('toggle', [])
              : // What this page does not let in still has a page of its own.
                open(
                  `${this.getAttribute('server') ?? origin}/r/${this.getAttribute('room') || 'lobby'}`,
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
        this.attributeChangedCallback();
        void this.#widget?.then((widget) => widget?.begin());
      }

      disconnectedCallback(): void {
        // Moved, it is back before this is asked.
        queueMicrotask(() => {
          if (this.isConnected) return;
          // The page has another body, or was drawn anew: whoever did that did not mean the chat.
          if (this === queue.chat && this.parentNode) document.body.append(this);
          else void this.#widget?.then((widget) => widget?.end());
        });
      }

      attributeChangedCallback(): void {
        if (this.matches('[open],[preconnect],[greeting]')) void this.#take();
        else if (this.matches('[mode=inline],[mode=page]'))
          // What stands in the page is wanted once it comes into view.
          new IntersectionObserver((seen) => {
            if ((seen.pop() as IntersectionObserverEntry).isIntersecting) void this.#take();
          }).observe(this);
      }

      /** @returns nothing where the page does not let the chat in, or the line is down; it may be asked again. */
      #take(): Promise<Widget | undefined> {
        // biome-ignore lint/suspicious/noAssignInExpressions: shorter.
        return (this.#widget ??= import(origin + CORE)
          // Where the core that this script was built with is gone by now, this leads to the newest.
          .catch(() => import(origin + NEWEST))
          .then(
            (core: Core): Promise<Widget | undefined> =>
              core.take(this, { origin: origin as string }),
          )
          .catch(() => {
            this.#widget = undefined;
            return undefined;
          }));
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
