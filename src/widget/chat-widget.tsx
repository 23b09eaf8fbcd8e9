import { effect, type Signal, signal } from '@preact/signals';
import { render } from 'preact';
import { whenLoaded } from '../client/app/first-load.ts';
import type { Language } from '../ui/i18n/language.ts';
import { languageFor } from '../ui/i18n/language-for.ts';
import { addStyles, adoptStyles } from '../ui/theme/styles.ts';
import { moveBesideBody } from './beside-body.ts';
import type { Place, Widget } from './core.tsx';
import { deferred } from './deferral.ts';
import type { METHODS } from './names.ts';
import { type Options, optionsOf, readerOf } from './options.ts';
import { Panel } from './panel.tsx';
import { expose, type Settings } from './properties.ts';
import type { SiteCall } from './site-calls.ts';
import { knowsVisitor, Stay } from './stay.ts';
import type { Emit } from './telling.ts';
import { keepTypedEvents } from './typed-events.ts';
import css from './widget.css' with { type: 'text' };

type Method = (typeof METHODS)[number];

addStyles(css);

/** One chat in a page: its element, its panel, and its stay in a room while there is one. */
export class ChatWidget implements Widget {
  readonly opened = signal(false);
  /** Whether it shows who is here. */
  readonly people = signal(false);
  readonly stay = signal<Stay | null>(null);
  readonly options: Signal<Options>;
  /** What is to take the focus once the panel shows. */
  wantsFocus: 'panel' | 'composer' | null = null;
  readonly element: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #launcher: HTMLElement;
  /** Where the script came from. */
  readonly #origin: string;
  readonly #mount = document.createElement('div');
  readonly #settings: Settings;
  #ends: (() => void)[] = [];
  /** Which entry into a room is the latest wanted. */
  #entries = 0;
  #entering: Promise<void> | null = null;
  #cameFrom: Element | null = null;
  /** Whether the page's policy keeps the chat from its server. */
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
    this.#settings = expose(element, this, {
      tokenProvider: () => this.stay.peek() && this.#enter(),
      user: () => this.#nameVisitor(),
      strings: () => void this.#speak(),
    });
  }

  begin(): void {
    if (this.#ends.length > 0) return;
    const launcher = this.#launcher;
    const attributes = new MutationObserver(() => this.read());
    attributes.observe(this.element, { attributes: true });
    const away = new AbortController();
    const { signal } = away;
    // A page kept for the way back must hold no connection; back again, it wants one.
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
      whenLoaded(deferred, ({ settle }) => settle(this)),
      effect(() => {
        const unread = this.stay.value?.unread.value ?? 0;
        const words = this.stay.value?.room.words;
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
        moveBesideBody(this.element);
        return this.opened.peek() ? this.close() : this.open();
      },
      focusComposer: () => this.open('composer'),
      destroy: () => this.element.remove(),
    };
    const own = methods[method];
    return own ? own() : deferred.then(({ callSite }) => callSite(this, method as SiteCall, given));
  }

  open(focus: 'panel' | 'composer' = 'panel'): void {
    const { activeElement } = document;
    const { mode, server, room } = this.options.peek();
    // What this page does not let connect still has a page of its own.
    if (this.#isBarred && mode === 'bubble') return void window.open(`${server}/r/${room}`);
    if (!this.opened.peek()) this.#cameFrom = activeElement;
    this.wantsFocus = focus;
    this.people.value = false;
    this.element.setAttribute('open', '');
    this.read();
    // Once nobody covers it; where the panel has only come, it has seen to it.
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

  /** The attributes say how things should be; here they become so. */
  read(): void {
    const before = this.options.peek();
    const now = optionsOf(this.element, this.#origin);
    this.options.value = now;
    const read = readerOf(this.element);
    const opened = now.mode !== 'bubble' || read('open') !== null;
    const wanted = (opened || read('preconnect') !== null) && !this.#isBarred;
    const stay = this.stay.peek();
    const elsewhere = before.server !== now.server || before.room !== now.room;
    if (stay && (elsewhere || before.token !== now.token)) void this.#enter();
    else if (wanted && (!stay || (opened && !stay.keeps))) {
      // What it showed goes at once, so that the focus finds what comes.
      if (stay) this.leave();
      void this.present(opened || knowsVisitor(now.server));
    } else void this.#speak();
    if (opened === this.opened.peek()) return;
    this.opened.value = opened;
    this.people.value = false;
    if (!opened) stay?.room.unread.left();
    this.emit(opened ? 'edgewise-open' : 'edgewise-close', undefined);
  }

  /**
   * The stay there is, or will be in a moment; `null` where the chat was taken out of the page meanwhile,
   * or was put aside with it.
   * @param keeps whether the visitor has acted.
   */
  async present(keeps = true): Promise<Stay | null> {
    const here = this.stay.peek();
    if (here && (here.keeps || !keeps)) return here;
    // Out of the page it is nobody's any more.
    if (this.#ends.length === 0) return null;
    await (this.#entering ?? this.#enter(keeps));
    return this.#entering || this.stay.peek() ? this.present(keeps) : null;
  }

  async #enter(keeps = true): Promise<void> {
    const entry = ++this.#entries;
    this.#entering = this.#language().then((language) => {
      if (entry !== this.#entries) return;
      this.#entering = null;
      this.stay.peek()?.end();
      this.stay.value = new Stay({
        options: this.options.peek(),
        language,
        tokenProvider: this.#settings.tokenProvider,
        keeps,
        emit: this.emit,
        root: this.#root,
      });
      this.#nameVisitor();
    });
    await this.#entering;
  }

  /** Ends the stay there is, or would be in a moment. */
  leave(): void {
    this.#entries++;
    this.#entering = null;
    this.stay.peek()?.end();
    this.stay.value = null;
  }

  async #language(): Promise<Language> {
    const { languages, placeholder, title, dir } = this.options.peek();
    const language = await languageFor(languages);
    const words = {
      ...language.words,
      ...(title !== null && { roomName: () => title }),
      ...(placeholder !== null && { placeholder: () => placeholder }),
    };
    const { strings } = this.#settings;
    // Few sites have words of their own.
    if (strings)
      await import('./site-words.ts').then(
        ({ putIn }) => putIn(words, strings),
        () => {},
      );
    return { ...language, words, dir: dir ?? language.dir };
  }

  async #speak(): Promise<void> {
    const language = await this.#language();
    const stay = this.stay.peek();
    if (stay) stay.room.language.value = language;
  }

  #nameVisitor(): void {
    const stay = this.stay.peek();
    if (!stay?.keeps || this.#settings.tokenProvider) return;
    const { user } = this.#settings;
    const known = stay.room.you.peek() !== null;
    const name = user?.name ?? (known ? null : this.options.peek().name);
    if (name) stay.nameVisitor(name);
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
