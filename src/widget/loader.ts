// `widget.js`, the one line that a site includes: it draws the launcher, and fetches the chat itself
// when somebody shows that they want it. Until then: no request, nothing stored, no connection.
import type { Core, Widget } from './core.tsx';
import css from './launcher.css' with { type: 'text' };
import { METHODS } from './names.ts';

type Caller = (chat: HTMLElement) => void;

const make = document.createElement.bind(document);
const TAG = 'edgewise-chat';

// Only now, and only in a classic script, is it known which one this is.
const script = document.currentScript as HTMLScriptElement | null;
const { origin } = new URL(script?.src || location.href);

const NEWEST = '/core.js';

/** Where the core that this script was built with is gone by now, the other name leads to the newest. */
const loadCore = (): Promise<Core> => import(origin + CORE).catch(() => import(origin + NEWEST));

let standsHere: (chat: HTMLElement) => void;
const first = new Promise<HTMLElement>((resolve) => {
  standsHere = resolve;
});
const push = (...calls: Caller[]): void => {
  for (const call of calls) void first.then(call);
};

class EdgewiseChat extends HTMLElement {
  static observedAttributes = ['mode', 'open'];
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #launcher = make('button');
  #widget: Promise<Widget> | undefined;

  static {
    for (const method of METHODS)
      Object.assign(EdgewiseChat.prototype, {
        [method](this: EdgewiseChat, ...given: unknown[]) {
          return this.#take().then((widget) => widget.call(method, given));
        },
      });
  }

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets = [sheet];
    const launcher = this.#launcher;
    launcher.part = launcher.id = 'launcher';
    launcher.title = 'Chat';
    const icon = make('slot');
    icon.name = 'launcher-icon';
    icon.append(make('i'));
    launcher.append(icon);
    this.#root.append(launcher);
    launcher.onpointerenter = launcher.onfocus = () => loadCore().catch(() => {});
    launcher.onclick = () =>
      this.#take().then(
        (widget) => widget.call('toggle', []),
        // What this page does not let in still has a page of its own.
        () => open(`${this.getAttribute('server') ?? origin}/r/${this.getAttribute('room')}`),
      );
  }

  connectedCallback(): void {
    standsHere(this);
    if (this.matches('[layer=top]')) {
      this.popover = 'manual';
      this.showPopover();
    }
    this.attributeChangedCallback();
    void this.#widget?.then((widget) => widget.begin());
  }

  /** Elsewhere in the page it is still the same chat. */
  connectedMoveCallback(): void {}

  disconnectedCallback(): void {
    // Moved, it is back before this is asked.
    queueMicrotask(() => {
      if (!this.isConnected) void this.#widget?.then((widget) => widget.end());
    });
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    const take = () => void this.#take().catch(() => {});
    if (this.matches('[open],[preconnect]')) take();
    else if (this.matches('[mode=inline],[mode=page]'))
      // What stands in the page is wanted once it comes into view.
      new IntersectionObserver((seen, view) => {
        if (!seen.at(-1)?.isIntersecting) return;
        view.disconnect();
        take();
      }).observe(this);
  }

  #take(): Promise<Widget> {
    this.#widget ??= loadCore().then(({ take }) =>
      take(this, { root: this.#root, launcher: this.#launcher, origin }),
    );
    this.#widget.catch(() => {
      this.#widget = undefined;
    });
    return this.#widget;
  }
}

/** The chat that the script asks for, beside the body: what a page does to its body passes it by. */
function place(): void {
  const page = document.documentElement;
  const asked = script?.dataset;
  if (!asked?.['room'] || page.querySelector(`:scope>${TAG}`)) return;
  const chat = make(TAG);
  for (const [name, value = ''] of Object.entries(asked))
    chat.setAttribute(name.replace(/[A-Z]/g, '-$&'), value);
  page.append(chat);
}

if (!customElements.get(TAG)) {
  // Nobody else has made it anything but a list.
  push(...((window.Edgewise as Caller[] | undefined) ?? []));
  window.Edgewise = { push };
  customElements.define(TAG, EdgewiseChat);
}
if (document.body) place();
else addEventListener('DOMContentLoaded', place);

declare global {
  interface Window {
    /** What is pushed is called with the chat, once there is one. */
    Edgewise?: Caller[] | { push: (...calls: Caller[]) => void };
  }
}
