import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Clock, ScriptedProvider, settle } from '../../../support/scripted-provider.ts';
import { watchedRun } from './world.ts';

/** Parts of any text, split anywhere, each with the ms after which it arrives. */
const portions = fc.array(
  fc.record({
    text: fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\r', '\0', '👍', '👩‍👧', '\ud83d', '\udc4d'),
    }),
    ms: fc.nat(120),
  }),
  { minLength: 1, maxLength: 12 },
);

it('a client that joins at any moment gets the whole answer from the snapshot and the frames after it [R103]', async () => {
  await fc.assert(
    fc.asyncProperty(portions, fc.nat(1500), async (parts, joinAt) => {
      const clock = new Clock();
      const provider = new ScriptedProvider();
      const { run, told, kept, endings } = watchedRun(provider, clock);
      let joined: { text: string; from: number } | undefined;
      clock.after(joinAt, () => {
        joined = { text: run.sent, from: told.length };
      });
      run.begin();
      for (const { text, ms } of parts) {
        provider.say(text);
        await clock.advance(ms);
      }
      provider.say('.', { type: 'end' });
      await settle();
      joined ??= { text: run.sent, from: told.length };
      let { text } = joined;
      for (const { offset, text: more } of told.slice(joined.from)) {
        expect(offset).toBe(text.length);
        text += more;
      }
      expect(text).toBe(endings[0]?.text);
      for (const known of [...kept, ...told, joined]) expect(known.text.isWellFormed()).toBe(true);
      for (const known of kept) expect(text.startsWith(known.text)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
