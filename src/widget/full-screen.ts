// On a small screen the open chat is all there is: the page behind it neither scrolls nor can be
// reached, and comes back as it was.

const SMALL = '(max-width: 480px), (max-height: 480px)';

/**
 * Keeps the page out of the way for as long as the screen is small.
 * @param chat what stays reachable.
 * @param panel gets `--view-height` and `--view-top` in px: what a keyboard leaves of the screen.
 * @returns gives the page back.
 */
export function coverPage(chat: HTMLElement, panel: HTMLElement): () => void {
  const small = matchMedia(SMALL);
  const view = window.visualViewport;
  let uncover = () => {};

  // Measured before the screen became small, it would be wrong for a moment.
  const set = (name: string, px: number) =>
    panel.style.setProperty(name, small.matches ? `${px}px` : '');
  const measure = () => {
    set('--view-height', view?.height ?? innerHeight);
    set('--view-top', view?.offsetTop ?? 0);
  };
  const follow = () => {
    uncover();
    uncover = small.matches ? cover(chat) : () => {};
    panel.ariaModal = small.matches ? 'true' : null;
    measure();
  };
  follow();
  small.addEventListener('change', follow);
  view?.addEventListener('resize', measure);
  view?.addEventListener('scroll', measure);
  return () => {
    uncover();
    panel.ariaModal = null;
    small.removeEventListener('change', follow);
    view?.removeEventListener('resize', measure);
    view?.removeEventListener('scroll', measure);
  };
}

function cover(chat: HTMLElement): () => void {
  const covered = surroundings(chat).filter((element) => !element.inert);
  for (const element of covered) element.inert = true;
  const { style } = document.documentElement;
  const before = style.getPropertyValue('overflow');
  const priority = style.getPropertyPriority('overflow');
  const { scrollX, scrollY } = window;
  style.setProperty('overflow', 'hidden', 'important');
  return () => {
    for (const element of covered) element.inert = false;
    style.setProperty('overflow', before, priority);
    scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
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
