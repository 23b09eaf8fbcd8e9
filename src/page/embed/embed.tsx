// `/embed`: try how the chat looks in a page, and copy what makes it so.
import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { attributesOf, type Choices, snippetOf } from './snippet.ts';

const choices = signal<Choices>({
  room: 'lobby',
  mode: 'bubble',
  position: 'end',
  theme: 'auto',
  accent: '#0b6b63',
  lang: '',
  title: '',
  placeholder: '',
  readonly: false,
  'hide-presence': false,
  preconnect: false,
});
const copied = signal(false);

const choose = (name: string, value: string | boolean): void => {
  choices.value = { ...choices.value, [name]: value };
  copied.value = false;
};

const MODES = { bubble: 'A button in the corner', inline: 'A block in the page' };
const POSITIONS = { end: 'End', start: 'Start' };
const THEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' };
const LANGUAGES = {
  '': 'The page’s',
  en: 'English',
  ar: 'العربية',
  'zh-Hant': '繁體中文',
  de: 'Deutsch',
  ja: '日本語',
  es: 'Español',
};
const SWITCHES = {
  readonly: 'To read only',
  'hide-presence': 'Without how many are here',
  preconnect: 'Count unread messages before it is opened',
};

function Embed(): JSX.Element {
  const { mode, accent } = choices.value;
  return (
    <main class="edgewise embed">
      <header>
        <h1>The chat in your page</h1>
        <p>Choose, look, copy. The chat you see is the real one.</p>
      </header>
      <form onSubmit={(event) => event.preventDefault()}>
        <Text name="room" label="Room" pattern="[a-z0-9_\-]{1,64}" />
        <Choice name="mode" label="What" of={MODES} />
        {mode === 'bubble' && <Choice name="position" label="Corner" of={POSITIONS} />}
        <Choice name="theme" label="Theme" of={THEMES} />
        <label>
          <span>Accent</span>
          <input
            type="color"
            value={String(accent)}
            onInput={({ currentTarget }) => choose('accent', currentTarget.value)}
          />
        </label>
        <Choice name="lang" label="Language" of={LANGUAGES} />
        <Text name="title" label="Title" placeholder="The room’s name" />
        <Text name="placeholder" label="In the empty field" />
        {Object.entries(SWITCHES).map(([name, label]) => (
          <label key={name} class="switch">
            <input
              type="checkbox"
              checked={choices.value[name] === true}
              onChange={({ currentTarget }) => choose(name, currentTarget.checked)}
            />
            <span>{label}</span>
          </label>
        ))}
      </form>
      <section class="outcome">
        <Snippet />
        <Preview />
      </section>
    </main>
  );
}

type FieldProps = { name: string; label: string; placeholder?: string; pattern?: string };

/** A pattern is for what must be whole before it means something: it counts when the field is left. */
function Text({ name, label, ...rest }: FieldProps): JSX.Element {
  const take = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    if (currentTarget.checkValidity()) choose(name, currentTarget.value);
  };
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        {...rest}
        defaultValue={String(choices.peek()[name])}
        {...(rest.pattern === undefined ? { onInput: take } : { onChange: take })}
      />
    </label>
  );
}

type ChoiceProps = { name: string; label: string; of: Readonly<Record<string, string>> };

const Choice = ({ name, label, of }: ChoiceProps): JSX.Element => (
  <label>
    <span>{label}</span>
    <select
      value={String(choices.value[name])}
      onChange={({ currentTarget }) => choose(name, currentTarget.value)}
    >
      {Object.entries(of).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

function Snippet(): JSX.Element {
  const text = snippetOf(choices.value, location.origin);
  return (
    <div class="snippet">
      <pre>
        <code>{text}</code>
      </pre>
      <button
        type="button"
        class="primary"
        onClick={() =>
          navigator.clipboard.writeText(text).then(() => {
            copied.value = true;
          })
        }
      >
        <span role="status">{copied.value ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
}

/** The element itself: another mode is another element, everything else it follows by itself. */
function Preview(): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const chat = useRef<HTMLElement>(null);
  const { mode, accent } = choices.value;
  useLayoutEffect(() => {
    const made = document.createElement('edgewise-chat');
    follow(made);
    if (mode === 'inline') stage.current?.append(made);
    else document.documentElement.append(made);
    chat.current = made;
    return () => made.remove();
  }, [mode]);
  useLayoutEffect(() => {
    if (chat.current) follow(chat.current);
  }, [choices.value, accent]);
  return (
    <div class="stage" ref={stage} data-mode={mode}>
      {mode === 'bubble' && <p>It is in the corner of this page. Open it.</p>}
    </div>
  );
}

function follow(chat: HTMLElement): void {
  const wanted = new Map(attributesOf(choices.value));
  for (const name of Object.keys(choices.value)) if (!wanted.has(name)) chat.removeAttribute(name);
  for (const [name, value] of wanted)
    if (chat.getAttribute(name) !== value) chat.setAttribute(name, value);
  chat.style.setProperty('--edgewise-accent', String(choices.value['accent']));
}

const app = document.getElementById('app');
if (app) render(<Embed />, app);
