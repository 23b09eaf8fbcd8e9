// Static imports make everything that `preloadConversation` loads part of the page's first file.
import '../ui/message/answer/answer.tsx';
import { answersIn } from '../ui/message/answer/answers.ts';
import '../ui/composer/completion/suggestions.tsx';
import '../ui/composer/field-tools.tsx';
import '../ui/bundles/frame.ts';
import '../ui/status/announcements.ts';
import '../ui/bundles/details.ts';
import '../ui/bundles/quotes.ts';
import '../ui/rich-text/rich-text.tsx';
import { render } from 'preact';
import { connectTo, localSession, tabTransport } from '../client/app/first-load.ts';
import { localReads } from '../client/app/stored-reads.ts';
import { indexedOutbox } from '../client/outbox.ts';
import { followUnread } from '../client/unread.ts';
import { followViewport } from '../ui/browser/visual-viewport.ts';
import { preloadConversation } from '../ui/bundles/preload-conversation.ts';
import { languageFor } from '../ui/i18n/language-for.ts';
import { MessageActions } from '../ui/message/message-row.tsx';
import { roomModel } from '../ui/room/room-model.ts';
import { adoptStyles } from '../ui/theme/styles.ts';
import { LazyConnectionPanel } from './connection/lazy-panel.ts';
import { Network } from './connection/network.ts';
import { Page } from './page.tsx';
import { startEnabledNotifier } from './start-notifier.ts';
import { restoreTheme } from './theme/theme.ts';
import { updateTitle } from './title.ts';
import { followMessageHash } from './url/message-hash.ts';
import { roomOf } from './url/room-name.ts';

void begin(roomOf(location.pathname));

/** Yields to the browser: on a slow phone each of the following steps is a long task. */
function nextTask(): Promise<void> {
  return new Promise((done) => void setTimeout(done));
}

// Not at the top level: lazy chunks import from this file and would wait for it.
async function begin(name: string): Promise<void> {
  restoreTheme();
  await nextTask();
  const network = new Network();
  const connectionPanel = new LazyConnectionPanel(network, () => sessionStorage);
  await connectionPanel.prepare(location.search);
  const chat = connectTo({
    server: location.origin,
    room: name,
    store: localSession(),
    ...network.options({ transportStore: tabTransport() }),
    keepOutbox: indexedOutbox,
  });
  connectionPanel.attach(chat.state);

  await nextTask();
  adoptStyles(document);
  const app = document.getElementById('app');
  // The connection is being opened meanwhile.
  const [language] = await Promise.all([languageFor(navigator.languages), preloadConversation()]);
  await nextTask();
  // Creates the formatters of the first screen, which take 100 ms on a slow phone.
  language.words.online(1);
  language.clock.timeOfDay(0);
  await nextTask();
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.dir;
  const room = roomModel(name, chat, language);
  answersIn(room);
  room.unread.follow(followUnread(chat, localReads(name)));
  followViewport(document.documentElement);
  if (app) render(<Page room={room} connectionPanel={connectionPanel} />, app);
  await nextTask();
  focusField();
  followMessageHash(room);
  startEnabledNotifier(room);
  updateTitle(room);
  // Preloaded, because a visitor who goes offline could not load it any more.
  void MessageActions.load();
}

/** Focuses the composer, except on phones, where the keyboard would cover half of the messages. */
function focusField(): void {
  if (matchMedia('(pointer: coarse)').matches || document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('.foot :is(textarea, input)')?.focus();
}
