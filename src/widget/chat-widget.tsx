import { effect, type Signal, signal } from '@preact/signals';
import { render } from 'preact';
import { whenLoaded } from '../client/app/first-load.ts';
import { addStyles, adoptStyles } from '../ui/theme/styles.ts';
import type { Emit } from './api/host-events.ts';
import type { HostMethod } from './api/host-methods.ts';
import { type Options, optionsOf, readerOf } from './api/options.ts';
import { defineProperties, type Settings } from './api/properties.ts';
import type { METHODS } from './api/public-names.ts';
import type { Place, Widget } from './core.tsx';
import { hostBundle } from './host-page/load-host-bundle.ts';
import { moveOutsideBody } from './host-page/outside-body.ts';
import { keepTypedEvents } from './host-page/typed-events.ts';
import { Panel } from './panel/panel.tsx';
import css from './styles/widget.css' with { type: 'text' };
import { widgetLanguage } from './widget-language.ts';
import { knowsVisitor, WidgetSession } from './widget-session.ts';

type Method = (typeof METHODS)[number];

addStyles(css);

/** One chat in a page: its element, its panel, and its session in a room while there is one. */
export class ChatWidget implements Widget {
  readonly opened = signal(false);
  /** Whether the list of people is shown. */
  readonly people = signal(false);
  readonly session = signal<WidgetSession | null>(null);
  readonly options: Signal<Options>;
  /** What gets the focus when the panel is shown. */
  wantsFocus: 'panel' | 'composer' | null = null;
  readonly element: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #launcher: HTMLElement;
  /** The origin of the loader script. */
  readonly #origin: string;
  readonly #mount = document.createElement('div');
  readonly #settings: Settings;
  #ends: (() => void)[] = [];
  /** Counts started sessions, to detect outdated ones. */
  #entries = 0;
  #entering: Promise<void> | null = null;
  #cameFrom: Element | null = null;
  /** Whether the page's content security policy blocks the server. */
  #isBarred = false;

  constructor(element: HTMLElement, { origin }: Place) {
    this.element = element;
    this.#root = element.shadowRoot as ShadowRoot;
    this.#launcher = this.#root.getElementById('launcher') as HTMLElement;
    this.#origin = origin;
    this.options = signal(optionsOf(element, origin));
    adoptStyles(this.#root);
    this.#mount.className = 'mount';
    this.#root.append(this.#mount);
    this.#settings = defineProperties(element, this, {
      tokenProvider: () => this.session.peek() && this.#enter(),
      user: () => this.#nameVisitor(),
      strings: () => void this.#updateLanguage(),
    });
  }

  begin(): void {
    if (this.#ends.length > 0) return;
    const launcher = this.#launcher;
    const attributes = new MutationObserver(() => this.read());
    attributes.observe(this.element, { attributes: true });
    const away = new AbortController();
    const { signal } = away;
    // A page in the back/forward cache must hold no connection. It reconnects when it is shown again.
    addEventListener('pagehide', () => this.leave(), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.read(), { signal });
    document.addEventListener('securitypolicyviolation', (event) => this.#onViolation(event), {
      signal,
    });
    keepTypedEvents(this.#root, signal);
    render(<Panel widget={this} />, this.#mount);
    launcher.setAttribute('aria-controls', 'panel');
    this.#ends = [
      () => attributes.disconnect(),
      () => away.abort(),
      whenLoaded(hostBundle, ({ integrate }) => integrate(this)),
      effect(() => {
        const unread = this.session.value?.unread.value ?? 0;
        const words = this.session.value?.room.words;
        const title = this.options.value.title ?? words?.chat ?? 'Chat';
        launcher.ariaLabel = unread && words ? `${title}, ${words.newBelow(unread)}` : title;
        launcher.ariaExpanded = `${this.opened.value}`;
        launcher.dataset['unread'] = unread > 99 ? '99+' : `${unread || ''}`;
      }),
      () => this.leave(),
      () => render(null, this.#mount),
    ];
    this.read();
  }

  end(): void {
    for (const end of this.#ends.splice(0)) end();
    this.opened.value = false;
  }

  call(method: Method, [given]: readonly unknown[]): unknown {
    const methods: Partial<Record<Method, () => unknown>> = {
      open: () => this.open(),
      close: () => this.close(),
      toggle: () => {
        moveOutsideBody(this.element);
        return this.opened.peek() ? this.close() : this.open();
      },
      focusComposer: () => this.open('composer'),
      destroy: () => this.element.remove(),
    };
    const own = methods[method];
    return own
      ? own()
      : hostBundle.then(({ callMethod }) => callMethod(this, method as HostMethod, given));
  }

  open(focus: 'panel' | 'composer' = 'panel'): void {
    const { activeElement } = document;
    const { mode, server, room } = this.options.peek();
    // If the page blocks the connection, open the room's own page.
    if (this.#isBarred && mode === 'bubble') return void window.open(`${server}/r/${room}`);
    if (!this.opened.peek()) this.#cameFrom = activeElement;
    this.wantsFocus = focus;
    this.people.value = false;
    this.element.setAttribute('open', '');
    this.read();
    // Runs when nothing covers the field any more. A panel that was just rendered has focused it itself.
    queueMicrotask(
      () =>
        this.wantsFocus &&
        this.#root.querySelector<HTMLElement>('.foot :is(textarea, input)')?.focus(),
    );
  }

  close(): void {
    if (this.options.peek().mode !== 'bubble' || !this.opened.peek()) return;
    const wasHere = this.#root.activeElement !== null;
    this.element.removeAttribute('open');
    this.read();
    if (!wasHere) return;
    const back = this.#cameFrom === this.element ? null : this.#cameFrom;
    const target = this.element.getAttribute('launcher') === 'none' ? back : this.#launcher;
    if (target instanceof HTMLElement) target.focus();
  }

  readonly emit: Emit = (event, detail) =>
    this.element.dispatchEvent(
      new CustomEvent(event, { detail, bubbles: true, composed: true, cancelable: true }),
    );

  /** Applies the element's attributes. */
  read(): void {
    const before = this.options.peek();
    const now = optionsOf(this.element, this.#origin);
    this.options.value = now;
    const read = readerOf(this.element);
    const opened = now.mode !== 'bubble' || read('open') !== null;
    const wanted = (opened || read('preconnect') !== null) && !this.#isBarred;
    const session = this.session.peek();
    const elsewhere = before.server !== now.server || before.room !== now.room;
    if (session && (elsewhere || before.token !== now.token)) void this.#enter();
    else if (wanted && (!session || (opened && !session.persists))) {
      // Removes the old content at once, so that the focus goes to the new one.
      if (session) this.leave();
      void this.ensureSession(opened || knowsVisitor(now.server));
    } else void this.#updateLanguage();
    if (opened === this.opened.peek()) return;
    this.opened.value = opened;
    this.people.value = false;
    if (!opened) session?.room.unread.left();
    this.emit(opened ? 'edgewise-open' : 'edgewise-close', undefined);
  }

  /**
   * The current session, or the one that is starting; `null` if the chat was removed from the page meanwhile,
   * or the page went into the back/forward cache.
   * @param persists whether the visitor has acted, so that the session may be stored.
   */
  async ensureSession(persists = true): Promise<WidgetSession | null> {
    const here = this.session.peek();
    if (here && (here.persists || !persists)) return here;
    // The element is not in a document.
    if (this.#ends.length === 0) return null;
    await (this.#entering ?? this.#enter(persists));
    return this.#entering || this.session.peek() ? this.ensureSession(persists) : null;
  }

  async #enter(persists = true): Promise<void> {
    const entry = ++this.#entries;
    this.#entering = widgetLanguage(this.options.peek(), this.#settings.strings).then(
      (language) => {
        if (entry !== this.#entries) return;
        this.#entering = null;
        this.session.peek()?.end();
        this.session.value = new WidgetSession({
          options: this.options.peek(),
          language,
          tokenProvider: this.#settings.tokenProvider,
          persists,
          emit: this.emit,
          root: this.#root,
        });
        this.#nameVisitor();
      },
    );
    await this.#entering;
  }

  /** Ends the current session, or the one that is starting. */
  leave(): void {
    this.#entries++;
    this.#entering = null;
    this.session.peek()?.end();
    this.session.value = null;
  }

  async #updateLanguage(): Promise<void> {
    const language = await widgetLanguage(this.options.peek(), this.#settings.strings);
    const session = this.session.peek();
    if (session) session.room.language.value = language;
  }

  #nameVisitor(): void {
    const session = this.session.peek();
    if (!session?.persists || this.#settings.tokenProvider) return;
    const { user } = this.#settings;
    const known = session.room.you.peek() !== null;
    const name = user?.name ?? (known ? null : this.options.peek().name);
    if (name) session.nameVisitor(name);
  }

  #onViolation({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
    const [, host = ''] = this.options.peek().server.split('//');
    if (effectiveDirective !== 'connect-src' || !blockedURI.includes(host)) return;
    const opened = this.opened.peek();
    this.#isBarred = true;
    this.leave();
    this.close();
    if (opened) this.open();
  }
}
