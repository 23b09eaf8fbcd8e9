import type { JSX } from 'preact';
import { closeMeanings } from '../../client/app/close-codes.ts';
import type { CloseMeaning } from '../../client/app/close-meaning.ts';

/** Every close code, and what it means. @param meaning puts it into words. */
export const CodeList = ({
  meaning,
}: {
  meaning: (close: CloseMeaning) => string;
}): JSX.Element => (
  <dl>
    {closeMeanings().map((close) => (
      <div key={close.code}>
        <dt>{close.code}</dt>
        <dd>{meaning(close)}</dd>
      </div>
    ))}
  </dl>
);
