// What the menu of a message offers.
import type { Message } from '../../client/index.ts';
import { copy } from '../browser/clipboard.ts';
import { setComposerContext } from '../composer/composer-context.ts';
import { answerWords } from '../i18n/feature-words/answers.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { lazyIcons } from '../theme/lazy-icons.ts';
import { linkTo } from './message-commands.ts';

/**
 * The mode of the bar. `entered` shows the actions and focuses the first one as soon as they are rendered;
 * `copied` shows the actions with a confirmation.
 */
export type Offer = 'actions' | 'entered' | 'emoji' | 'removal' | 'copied';

/** Whether the message is the user's own, or an answer to them. */
export function mayRemove({ you }: RoomModel, { user, assistant }: Message): boolean {
  const id = you.value?.id;
  return id !== undefined && (id === user.id || id === assistant?.by);
}

/** Regenerates an answer. */
async function regenerate(room: RoomModel, { id }: Message): Promise<void> {
  const { answersIn } = await importWithRetry(() => import('./answer/answers.ts'));
  answersIn(room).again(id);
}

type MenuEntry = { icon: string; label: string; run: () => void; isDangerous?: boolean };

/** The menu items: for every message, for the user's answers, and for the user's own messages. */
export function menuEntries(
  room: RoomModel,
  message: Message,
  onOffer: (offer: Offer) => void,
  close: (becomes?: Offer) => void,
): MenuEntry[] {
  const you = room.you.value?.id;
  const words = allWords(room.words);
  const copyThen = async (text: string) => close((await copy(room, text)) ? 'copied' : 'actions');
  const isAsked = message.assistant?.state === 'done' && message.assistant.by === you;
  const entries: (MenuEntry | false)[] = [
    { icon: lazyIcons.copy, label: words.copyText, run: () => void copyThen(message.text) },
    {
      icon: lazyIcons.link,
      label: words.copyLink,
      run: () => void copyThen(linkTo(room, message)),
    },
    isAsked && {
      icon: lazyIcons.again,
      label: answerWords(words).again,
      run: () => {
        void regenerate(room, message);
        close();
      },
    },
    you === message.user.id && {
      icon: lazyIcons.pencil,
      label: words.edit,
      run: () => setComposerContext(room, { at: 'edit', message }),
    },
    mayRemove(room, message) && {
      icon: lazyIcons.bin,
      label: words.remove,
      run: () => onOffer('removal'),
      isDangerous: true,
    },
  ];
  return entries.filter((entry) => entry !== false);
}
