// The gallery: `/states` lists all states, and `/states/:name` renders one, either with the page's
// own components or with the widget. Parameters of the query: theme=light|dark, dir=ltr|rtl, lang,
// and width in CSS pixels.
import { render } from 'preact';
import { connectTo } from '../client/app/first-load.ts';
import type { Chat } from '../client/index.ts';
import { followUnread } from '../client/unread.ts';
import { LazyConnectionPanel } from '../page/connection/lazy-panel.ts';
import { Network } from '../page/connection/network.ts';
import { Page } from '../page/page.tsx';
import { preloadConversation } from '../ui/bundles/preload-conversation.ts';
import { Conversation } from '../ui/conversation/conversation.tsx';
import { languageFor } from '../ui/i18n/language-for.ts';
import { PeopleList } from '../ui/people/lazy-people-list.ts';
import { roomModel } from '../ui/room/room-model.ts';
import { Announcer } from '../ui/status/lazy-views.ts';
import { adoptStyles } from '../ui/theme/styles.ts';
import { ROOM } from './cast.ts';
import { hostPage } from './host-page.tsx';
import { Index } from './index.tsx';
import { play } from './play.ts';
import type { Scene } from './scene.ts';
import { Stage } from './stage.ts';
import { states } from './table.ts';

const { documentElement: root } = document;
const wanted = new URLSearchParams(location.search);
const name = location.pathname.split('/')[2] ?? '';
const scene = states[name];
const app = document.getElementById('app') ?? document.body;

void begin();

// Not at the top level: lazy files import shared code from this file, so awaiting them there would
// deadlock.
async function begin(): Promise<void> {
  // Loads all lazy parts before the room sends anything.
  adoptStyles(document);
  await Promise.all([
    ...[preloadConversation(), loadBlocks()],
    ...[Announcer, Conversation, PeopleList].map((part) => part.load()),
  ]);
  if (!scene) render(<Index states={states} />, app);
  else if (wanted.has('width')) render(<Narrow width={Number(wanted.get('width'))} />, app);
  else await show(scene);
}

/**
 * Loads the views of code, lists and tables, which are otherwise loaded when a message needs them.
 */
async function loadBlocks(): Promise<void> {
  const { CodeBlock, BlockViews } = await import('../ui/rich-text/rich-text.tsx');
  await Promise.all([CodeBlock.load(), BlockViews.load()]);
}

async function show(scene: Scene): Promise<void> {
  document.title = `${scene.title} · Edgewise`;
  root.style.colorScheme = wanted.get('theme') ?? '';
  const stage = new Stage(scene);
  // Also replaces the globals, for code that does not use the client's environment.
  Object.assign(globalThis, stage.network());
  // Permission was not requested yet, but some headless browsers report it as denied.
  if ('Notification' in globalThis)
    Object.defineProperty(Notification, 'permission', { value: 'default' });
  Date.now = stage.clock.now;
  const chat = scene.widget ? null : await drawPage(scene, stage);
  if (scene.widget) hostPage(app, scene.widget);
  await play(stage, chat, scene.steps ?? []);
  // Tests wait for this attribute.
  root.dataset['state'] = name;
}

async function drawPage(scene: Scene, stage: Stage): Promise<Chat> {
  const network = new Network();
  const connectionPanel = new LazyConnectionPanel(network, noStorage);
  const chat = connectTo({ ...stage.options(), ...network.options(stage.environment()) });
  connectionPanel.attach(chat.state);
  const lang = wanted.get('lang');
  const language = await languageFor(lang === null ? navigator.languages : [lang]);
  root.lang = language.tag;
  root.dir = wanted.get('dir') ?? language.dir;
  const room = roomModel(scene.room ?? ROOM, chat, language, stage.clock.now);
  room.unread.follow(followUnread(chat));
  render(<Page room={room} connectionPanel={connectionPanel} />, app);
  return chat;
}

/** Each scene starts without stored data. */
function noStorage(): never {
  throw new Error('The gallery has no storage.');
}

/** Renders the state in a frame of that width. */
function Narrow({ width }: { width: number }) {
  const inside = new URL(location.href);
  inside.searchParams.delete('width');
  return <iframe class="narrow" title={name} src={inside.href} style={{ width: `${width}px` }} />;
}
