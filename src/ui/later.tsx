import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { surely } from './surely.ts';

export type Later<P> = ((props: P) => JSX.Element) & {
  /** Fetches it ahead of need. */
  readonly load: () => Promise<void>;
};

type PropsOf<View> = View extends (props: infer P extends object) => JSX.Element | null ? P : never;

/**
 * A view whose code comes behind the first words: when it is first drawn, or asked for. Until then
 * another one stands in, or nothing.
 * @param name what it is called among the parts that come together.
 */
export function later<M, N extends keyof M>(
  fetchParts: () => Promise<M>,
  name: N,
  StandIn: ComponentType<PropsOf<M[N]>> = () => null,
): Later<PropsOf<M[N]>> {
  type P = PropsOf<M[N]>;
  const view = signal<ComponentType<P>>(StandIn);
  let loading: Promise<void> | null = null;
  const load = () => {
    loading ??= surely(fetchParts).then((parts) => {
      view.value = parts[name] as ComponentType<P>;
    });
    return loading;
  };
  const Later = (props: P): JSX.Element => {
    // Not an effect: of these a long list has hundreds, and only the first has something to do.
    void load();
    const View = view.value;
    return <View {...props} />;
  };
  return Object.assign(Later, { load });
}
