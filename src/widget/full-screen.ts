// On a small screen the open chat is all there is: the page behind it neither scrolls nor can be
// reached, and comes back as it was. Back closes the chat, as it does any screen.
import { followViewport } from '../ui/browser/visual-viewport.ts';

const SMALL = '(max-width: 480px), (max-height: 480px)';

/**
 * Keeps the page out of the way for as long as the screen is small.
 * @param chat what stays reachable.
 * @param panel gets `--view-height` and `--view-top` in px, what a keyboard leaves of the screen, and
 *   `--zoom`, which units of the window do not follow.
 * @param close what Back does.
 * @returns gives the page back.
 */
export function coverPage(chat: HTMLElement, panel: HTMLElement, close: () => void): () => void {
  const small = matchMedia(SMALL);
  let uncover = () => {};
  panel.style.setProperty('--zoom', `${panel.currentCSSZoom ?? 1}`);
  const follow = () => {
    uncover();
    uncover = small.matches ? cover(chat, panel, close) : () => {};
    panel.ariaModal = small.matches ? 'true' : null;
  };
  follow();
  small.addEventListener('change', follow);
  return () => {
    uncover();
    panel.ariaModal = null;
    small.removeEventListener('change', follow);
  };
}

function cover(chat: HTMLElement, panel: HTMLElement, close: () => void): () => void {
  const covered = surroundings(chat).filter((element) => !element.inert);
  for (const element of covered) element.inert = true;
  const { style } = document.documentElement;
  const before = style.getPropertyValue('overflow');
  const priority = style.getPropertyPriority('overflow');
  const { scrollX, scrollY } = window;
  style.setProperty('overflow', 'hidden', 'important');
  const ends = [followViewport(panel, () => true), closeOnBack(close)];
  return () => {
    for (const element of covered) element.inert = false;
    style.setProperty('overflow', before, priority);
    scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    for (const end of ends) end();
  };
}

/** An entry in the history that stands for the open chat. What the page itself keeps in an entry stays. */
function closeOnBack(close: () => void): () => void {
  const edgewise = crypto.getRandomValues(new Uint32Array(1))[0];
  const isOurs = () => (history.state as { edgewise?: number } | null)?.edgewise === edgewise;
  history.pushState({ ...history.state, edgewise }, '');
  const onPop = () => {
    if (!isOurs()) close();
  };
  addEventListener('popstate', onPop);
  return () => {
    removeEventListener('popstate', onPop);
    // Closed otherwise, it would leave an entry that leads nowhere.
    if (isOurs()) history.back();
  };
}

/** Everything of the page that the chat does not stand in. */
function surroundings(chat: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at: Element | null = chat; at?.parentElement; at = at.parentElement)
    for (const beside of at.parentElement.children)
      if (beside !== at && beside instanceof HTMLElement) found.push(beside);
  return found;
}
