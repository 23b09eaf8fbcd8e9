// On a small screen the open chat covers everything: the page behind it is inert, does not scroll, and is
// restored afterwards. The Back button closes the chat.
import { followViewport } from '../../ui/browser/visual-viewport.ts';

const SMALL = '(max-width: 480px), (max-height: 480px)';

/**
 * Covers the page while the screen is small.
 * @param chat the element that stays interactive.
 * @param panel gets `--view-height` and `--view-top` in px, the area that a keyboard leaves free, and
 *   `--zoom`, which viewport units ignore.
 * @param close called by the Back button.
 * @returns restores the page.
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

/** Adds a history entry for the open chat. The page's own state in the entry is kept. */
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
    // If the chat was closed otherwise, its history entry must go.
    if (isOurs()) history.back();
  };
}

/** All elements of the page that do not contain the chat. */
function surroundings(chat: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at: Element | null = chat; at?.parentElement; at = at.parentElement)
    for (const beside of at.parentElement.children)
      if (beside !== at && beside instanceof HTMLElement) found.push(beside);
  return found;
}
