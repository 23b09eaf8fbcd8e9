import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Makes a box that scrolls sideways a stop for the Tab key; one whose content is all there need be none. */
export function useScrollStop(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
}
