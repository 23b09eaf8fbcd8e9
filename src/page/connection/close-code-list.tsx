import type { JSX } from 'preact';
import { closeMeanings } from '../../client/app/close-codes.ts';
import type { CloseMeaning } from '../../client/app/close-meaning.ts';

/** All close codes with their meanings. @param meaning describes one in the reader's language. */
export const CloseCodeList = ({
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
