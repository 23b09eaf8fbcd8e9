// Some on-screen keyboards shrink the visual viewport without resizing the page.

/** If the page is at most this much higher than the visual viewport, no keyboard covers it. */
const SLACK_PX = 1;

/**
 * Exposes the part of the window that a keyboard leaves free.
 * @param element gets `--view-height` and `--view-top` in px while `applies` returns true.
 * @param applies whether the size matters at the moment.
 * @returns stops it.
 */
export function followViewport(element: HTMLElement, applies = isCovered): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const measure = () => {
    const set = (name: string, px: number) =>
      element.style.setProperty(name, applies() ? `${px}px` : '');
    set('--view-height', view.height);
    set('--view-top', view.offsetTop);
  };
  const end = new AbortController();
  measure();
  for (const type of ['resize', 'scroll'])
    view.addEventListener(type, measure, { signal: end.signal });
  addEventListener('resize', measure, { signal: end.signal });
  return () => {
    end.abort();
    for (const name of ['--view-height', '--view-top']) element.style.removeProperty(name);
  };
}

/** Whether a keyboard covers the page. Zooming in shrinks the visual viewport too, so it is excluded. */
function isCovered(): boolean {
  const { height, scale = 1 } = window.visualViewport ?? { height: innerHeight };
  return scale <= 1 && height < innerHeight - SLACK_PX;
}
