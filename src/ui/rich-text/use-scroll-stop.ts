import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Makes a horizontally scrolling box focusable by the Tab key, but only if it overflows. */
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
