import type { ComponentType, JSX } from 'preact';
import { type OnDemand, onDemand } from './on-demand.ts';

export type Later<P> = ((props: P) => JSX.Element) & Pick<OnDemand<P>, 'load'>;

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
  const parts = onDemand(fetchParts);
  const Later = (props: P): JSX.Element => {
    // Not an effect: of these a long list has hundreds, and only the first has something to do.
    const View = (parts()?.[name] as ComponentType<P> | undefined) ?? StandIn;
    return <View {...props} />;
  };
  return Object.assign(Later, parts);
}
