import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Whether the page is being printed, or is looked at as if. */
export function usePrinting(): ReadonlySignal<boolean> {
  const printing = useSignal(false);
  useEffect(() => {
    const paper = matchMedia('print');
    const look = () => {
      printing.value = paper.matches;
    };
    const end = new AbortController();
    const { signal } = end;
    paper.addEventListener('change', look, { signal });
    // Before the browser takes its picture; what is drawn then is in it.
    const begin = () => {
      printing.value = true;
    };
    addEventListener('beforeprint', begin, { signal });
    addEventListener('afterprint', look, { signal });
    return () => end.abort();
  }, []);
  return printing;
}
