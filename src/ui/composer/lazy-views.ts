import { loadFrame } from '../bundles/load-frame.ts';
import { lazyView } from '../lazy/lazy-view.tsx';

export const CharactersLeft = lazyView(loadFrame, 'CharactersLeft');
export const ComposerContextBar = lazyView(
  () => import('../bundles/quotes.ts'),
  'ComposerContextBar',
);
export const FieldBehavior = lazyView(loadFrame, 'FieldBehavior');
export const FieldTools = lazyView(() => import('./field-tools.tsx'), 'FieldTools');
export const Suggestions = lazyView(() => import('./completion/suggestions.tsx'), 'Suggestions');
