import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';

export type Later<P> = ((props: P) => JSX.Element) & {
  /** Fetches it ahead of need; without a network nothing comes of it. */
  readonly load: () => Promise<void>;
};

/**
 * A view whose code comes behind the first words: when it is first drawn, or asked for. Until then
 * another one stands in, or nothing. Where it could not be fetched, the next one drawn tries again.
 */
export function later<P extends object>(
  fetchView: () => Promise<ComponentType<P>>,
  StandIn: ComponentType<P> = () => null,
): Later<P> {
  const view = signal<ComponentType<P>>(StandIn);
  let loading: Promise<void> | null = null;
  const load = () => {
    loading ??= fetchView().then(
      (fetched) => {
        view.value = fetched;
      },
      () => {
        loading = null;
      },
    );
    return loading;
  };
  const Later = (props: P): JSX.Element => {
    useEffect(() => void load(), []);
    const View = view.value;
    return <View {...props} />;
  };
  return Object.assign(Later, { load });
}
