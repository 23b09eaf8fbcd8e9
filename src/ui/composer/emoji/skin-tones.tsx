import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isInputMethodKey } from '../../keyboard/enter-key.ts';
import { keepOneButton, roveBar } from '../../keyboard/roving-focus.ts';
import { type SkinTone, TONES, withSkinTone } from './skin-tone.ts';

const HAND = { sign: '✋', hasTones: true };

/** A hand with a skin tone. Screen readers announce the tone in their own language. */
export const handOf = (tone: SkinTone): string => withSkinTone(HAND, tone);

type Props = {
  /** The label of the choice. */
  label: string;
  tone: SkinTone;
  onDone: (tone: SkinTone) => void;
};

/** The choice of skin tones. */
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
