import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Whether the page is being printed, or previewed for print. */
export function usePrinting(): ReadonlySignal<boolean> {
  const printing = useSignal(false);
  useEffect(() => {
    const print = matchMedia('print');
    const update = () => {
      printing.value = print.matches;
    };
    const end = new AbortController();
    const { signal } = end;
    print.addEventListener('change', update, { signal });
    // Fired before the browser captures the page, so what is rendered now gets printed.
    const begin = () => {
      printing.value = true;
    };
    addEventListener('beforeprint', begin, { signal });
    addEventListener('afterprint', update, { signal });
    return () => end.abort();
  }, []);
  return printing;
}
