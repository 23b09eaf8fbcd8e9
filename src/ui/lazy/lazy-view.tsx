import type { ComponentType, JSX } from 'preact';
import { type Lazy, lazy } from './lazy.ts';

export type LazyView<P> = ((props: P) => JSX.Element) & Pick<Lazy<P>, 'load'>;

type PropsOf<View> = View extends (props: infer P extends object) => JSX.Element | null ? P : never;

/**
 * A component whose code is loaded when it is first rendered or preloaded.
 * @param name the component's name among the exports of the module.
 * @param Placeholder what is rendered until then; nothing by default.
 */
export function lazyView<M, N extends keyof M>(
  importModule: () => Promise<M>,
  name: N,
  Placeholder: ComponentType<PropsOf<M[N]>> = () => null,
): LazyView<PropsOf<M[N]>> {
  type P = PropsOf<M[N]>;
  const module = lazy(importModule);
  const LazyView = (props: P): JSX.Element => {
    // Not an effect: a long list has hundreds of these, and only the first has something to load.
    const View = (module()?.[name] as ComponentType<P> | undefined) ?? Placeholder;
    return <View {...props} />;
  };
  return Object.assign(LazyView, module);
}
