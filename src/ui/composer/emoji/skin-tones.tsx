import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isInputMethodKey } from '../../keyboard/enter-key.ts';
import { keepOneButton, roveBar } from '../../keyboard/roving-focus.ts';
import { type SkinTone, TONES, withSkinTone } from './skin-tone.ts';

const HAND = { sign: '✋', hasTones: true };

/** A hand with that skin: a reader of screens says which, in its own language. */
export const handOf = (tone: SkinTone): string => withSkinTone(HAND, tone);

type Props = {
  /** What is chosen here, in words. */
  label: string;
  tone: SkinTone;
  onDone: (tone: SkinTone) => void;
};

/** A hand in every colour that hands have. */
export function SkinTones({ label, tone, onDone }: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const chosen = bar.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (bar.current) keepOneButton(bar.current, chosen);
    chosen?.focus();
  }, []);
  return (
    <div
      class="picker-groups picker-tones"
      role="toolbar"
      aria-label={label}
      ref={bar}
      onFocusIn={({ target, currentTarget }) => keepOneButton(currentTarget, target)}
      onKeyDown={(event) => {
        if (isInputMethodKey(event)) return;
        if (event.key === 'Escape') onDone(tone);
        else if (!roveBar(event.currentTarget, event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {TONES.map((one) => (
        <button
          type="button"
          key={one}
          class="emoji"
          aria-pressed={one === tone}
          aria-label={`${label} ${handOf(one)}`}
          onClick={() => onDone(one)}
        >
          {handOf(one)}
        </button>
      ))}
    </div>
  );
}
