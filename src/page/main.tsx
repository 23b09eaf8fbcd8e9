// What `loadParts` waits for comes with the page itself; the widget alone begins without.
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
import { connectTo, storedSession, storedTransport } from '../client/app/first-load.ts';
import { indexedOutbox } from '../client/outbox.ts';
import { storedReads } from '../client/storage.ts';
import { followUnread } from '../client/unread.ts';
import { followViewport } from '../ui/browser/visual-viewport.ts';
import { preloadConversation } from '../ui/bundles/preload-conversation.ts';
import { languageFor } from '../ui/i18n/language-for.ts';
import { MessageActions } from '../ui/message/message-row.tsx';
import { roomModel } from '../ui/room/room-model.ts';
import { adoptStyles } from '../ui/theme/styles.ts';
import { ConnectionDoor } from './connection-door.ts';
import { followLinks } from './linked-message.ts';
import { Outlets } from './outlets.ts';
import { Page } from './page.tsx';
import { roomOf } from './room-name.ts';
import { startEnabledNotifier } from './start-alerts.ts';
import { recallTheme } from './theme.ts';
import { keepTitle } from './title.ts';

void begin(roomOf(location.pathname));

/** Leaves the browser to its own work. On a slow phone, each step of what follows takes long enough. */
function nextTask(): Promise<void> {
  return new Promise((done) => void setTimeout(done));
}

// Not at the top level: the parts take what they share from this very file, and would wait for it.
async function begin(name: string): Promise<void> {
  recallTheme();
  await nextTask();
  const outlets = new Outlets();
  const door = new ConnectionDoor(outlets, () => sessionStorage);
  await door.prepare(location.search);
  const chat = connectTo({
    server: location.origin,
    room: name,
    store: storedSession(),
    ...outlets.options({ transportStore: storedTransport() }),
    keepOutbox: indexedOutbox,
  });
  door.lead(chat.state);

  await nextTask();
  adoptStyles(document);
  const app = document.getElementById('app');
  // The room answers meanwhile.
  const [language] = await Promise.all([languageFor(navigator.languages), preloadConversation()]);
  await nextTask();
  // The first screen has numbers and times: it takes a slow phone 100 ms to make what formats them.
  language.words.online(1);
  language.clock.timeOfDay(0);
  await nextTask();
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.dir;
  const room = roomModel(name, chat, language);
  answersIn(room);
  room.unread.follow(followUnread(chat, storedReads(name)));
  followViewport(document.documentElement);
  if (app) render(<Page room={room} door={door} />, app);
  await nextTask();
  focusField();
  followLinks(room);
  startEnabledNotifier(room);
  keepTitle(room);
  // Ahead of need: a visitor who has gone offline could not load it any more.
  void MessageActions.load();
}

/** Whoever comes to write may begin at once. A phone would show its keyboard, over half of what there is to read. */
function focusField(): void {
  if (matchMedia('(pointer: coarse)').matches || document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('.foot :is(textarea, input)')?.focus();
}
