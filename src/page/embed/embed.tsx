// `/embed`: previews the widget with options, and generates the snippet.
import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { roomInQuery } from '../url/room-name.ts';
import type { EmbedWords } from './languages/en.ts';
import { Preview } from './preview.tsx';
import { RoomField } from './room-field.tsx';
import type { Choices } from './snippet.ts';
import { Snippet } from './snippet-view.tsx';
import { embedWords } from './words.ts';

const asked = roomInQuery(location.search);

const choices = signal<Choices>({
  room: asked,
  mode: 'bubble',
  position: 'end',
  theme: 'auto',
  accent: '#0b6b63',
  lang: '',
  title: '',
  placeholder: '',
  greeting: '',
  readonly: false,
  'hide-presence': false,
  preconnect: false,
});
/** The room in the snippet. It follows typing, while the preview waits for the complete name. */
const room = signal(asked);

const choose = (name: string, value: string | boolean): void => {
  choices.value = { ...choices.value, [name]: value };
};

/** The names of the languages, each in itself. */
const LANGUAGES = {
  en: 'English',
  ar: 'العربية',
  'zh-Hant': '繁體中文',
  de: 'Deutsch',
  ja: '日本語',
  es: 'Español',
};

/** The page, once the words in the reader's language are loaded. */
function Page(): JSX.Element | null {
  const words = embedWords(navigator.languages);
  return words && <Embed words={words} />;
}

function Embed({ words }: { words: EmbedWords }): JSX.Element {
  const { mode, position, accent } = choices.value;
  useLayoutEffect(() => {
    document.documentElement.lang = words.tag;
    document.documentElement.dir = words.dir;
    document.title = `${words.title} · Edgewise`;
  }, [words]);
  return (
    <main class="edgewise embed" data-mode={mode} data-position={position}>
      <header>
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
      </header>
      <form onSubmit={(event) => event.preventDefault()}>
        <RoomField
          words={words}
          onType={(name) => {
            room.value = name;
          }}
          onTake={(name) => choose('room', name)}
        />
        <Choice name="mode" label={words.mode} of={words.modes} />
        {mode === 'bubble' && (
          <Choice name="position" label={words.position} of={words.positions} />
        )}
        <Choice name="theme" label={words.theme} of={words.themes} />
        <label>
          <span>{words.accent}</span>
          <input
            type="color"
            value={String(accent)}
            onInput={({ currentTarget }) => choose('accent', currentTarget.value)}
          />
        </label>
        <Choice name="lang" label={words.language} of={{ '': words.pageLanguage, ...LANGUAGES }} />
        <Text name="title" label={words.chatTitle} placeholder={words.roomName} />
        <Text name="placeholder" label={words.placeholder} />
        {mode === 'bubble' && (
          <Text name="greeting" label={words.greeting} placeholder={words.greetingExample} />
        )}
        {Object.entries(words.switches).map(([name, label]) => (
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
        <Snippet words={words} choices={{ ...choices.value, room: room.value }} />
        <Preview words={words} choices={choices.value} />
      </section>
    </main>
  );
}

type TextProps = { name: string; label: string; placeholder?: string };

const Text = ({ name, label, placeholder }: TextProps): JSX.Element => (
  <label>
    <span>{label}</span>
    <input
      type="text"
      placeholder={placeholder}
      defaultValue={String(choices.peek()[name])}
      onInput={({ currentTarget }) => choose(name, currentTarget.value)}
    />
  </label>
);

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

const app = document.getElementById('app');
if (app) render(<Page />, app);
