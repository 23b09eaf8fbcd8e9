import { generate } from 'lean-qr/nano';
import type { JSX } from 'preact';

/** The quiet zone around the code, in modules. */
const QUIET = 4;

/** A text as a QR code. Dark on light in every theme, because some scanners read nothing else. */
export function QrCode({ text, label }: { text: string; label: string }): JSX.Element {
  const code = generate(text);
  const side = code.size + 2 * QUIET;
  const dots: string[] = [];
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++)
      if (code.get(x, y)) dots.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <path d={dots.join('')} shape-rendering="crispEdges" />
    </svg>
  );
}
