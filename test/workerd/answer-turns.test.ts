// Answers wait for the quota while everything else continues: in any order of events, each attempt
// ends once, nothing is written without a grant, and every grant is settled.
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { isLive } from '../../src/protocol/answer-state.ts';
import { answersTo, endingsOf, wordsOf } from './support/answers.ts';
import { type AssistantHarness, withAssistant } from './support/assistant-harness.ts';

const { PROPERTY_RUNS, PROPERTY_SEED } = env as unknown as Record<string, string>;
const PEOPLE = ['Ann', 'Bob', 'Cid', 'Dan'] as const;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), who: fc.nat(3) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('quota' as const),
      says: fc.constantFrom('yes', 'yes', 'yes', 'no', 'broken'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('word' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'fail' as const) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'stop' as const,
        'again' as const,
        'delete question' as const,
        'delete answer' as const,
      ),
      which: fc.nat(7),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(20_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const BUSY = { type: 'failed', code: 'assistant_busy' } as const;
const nameOf = (id: string) => id.slice('u_'.length);

async function take(harness: AssistantHarness, questions: string[], now: Step): Promise<void> {
  const answers = answersTo(harness);
  const chosen = 'which' in now ? answers[now.which % Math.max(1, answers.length)] : undefined;
  switch (now.do) {
    case 'ask':
      questions.push(harness.post(PEOPLE[now.who] ?? 'Ann', '@Assistant hello').id);
      break;
    case 'quota':
      await harness.quota.answer(
        now.says === 'broken'
          ? new Error('away')
          : now.says === 'no'
            ? { code: 'assistant_limit' }
            : null,
      );
      break;
    case 'word':
      await harness.provide('word ');
      break;
    case 'end':
      await harness.provide('end', { type: 'end' });
      break;
    case 'fail':
      await harness.provide(BUSY);
      break;
    case 'crash':
      harness.crash();
      break;
    case 'wait':
      await harness.clock.advance(now.ms);
      break;
    default: {
      if (chosen === undefined) return;
      const { id, assistant, replyTo = '' } = chosen;
      const asker = nameOf(assistant.by);
      if (now.do === 'stop') harness.perform(asker, { type: 'assistant.stop', id });
      else if (now.do === 'again') harness.perform(asker, { type: 'assistant.regenerate', id });
      else if (now.do === 'delete answer') {
        if (!chosen.deleted) harness.delete(asker, id);
      } else if (questions.includes(replyTo)) {
        questions.splice(questions.indexOf(replyTo), 1);
        harness.delete(asker, replyTo);
      }
    }
  }
}

it('[I13][R107][R112] the queue keeps its order and ends each attempt once, whatever happens meanwhile', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) =>
      withAssistant(
        async (harness) => {
          harness.quota.isHeld = true;
          const questions: string[] = [];
          const { asked, granted, settled } = harness.quota;
          const isSettled = (id: string) => settled.some((one) => one.id === id);
          /** Reserved or requested when the room crashed: these count their estimate. */
          const lost = new Set<string>();
          for (const now of steps) {
            if (now.do === 'crash') for (const { id } of asked) if (!isSettled(id)) lost.add(id);
            await take(harness, questions, now);
            const states = answersTo(harness).map(({ assistant }) => assistant.state);
            expect(states.filter((state) => state === 'running').length).toBeLessThanOrEqual(1);
            expect(
              harness.provider.signals.filter(({ aborted }) => !aborted).length,
            ).toBeLessThanOrEqual(1);
          }
          // From here on nothing happens but what is awaited.
          harness.quota.isHeld = false;
          for (
            let i = 0;
            i < 60 && answersTo(harness).some(({ assistant }) => isLive(assistant));
            i++
          ) {
            await harness.quota.answer(null);
            await harness.provide('end', { type: 'end' });
            await harness.clock.advance(1000);
          }
          for (const { id, assistant, text, deleted } of answersTo(harness)) {
            expect(isLive(assistant)).toBe(false);
            for (let attempt = 1; attempt <= assistant.attempt; attempt++)
              expect(endingsOf(harness, id, attempt)).toBeLessThanOrEqual(1);
            expect(endingsOf(harness, id, assistant.attempt)).toBe(1);
            if (assistant.state === 'done' && !deleted)
              expect(wordsOf(harness, id, assistant.attempt)).toBe(text);
          }
          await harness.clock.advance(200_000);
          expect(harness.clock.pending).toBe(0);
          // Settled once each, unless the room crashed midway.
          expect(new Set(settled.map(({ id }) => id)).size).toBe(settled.length);
          for (const { id } of settled) expect(granted).toContain(id);
          expect(granted.filter((id) => !isSettled(id) && !lost.has(id))).toEqual([]);
          expect(harness.requests).toBeLessThanOrEqual(new Set(granted).size);
        },
        { env: { AI_USER_PER_MIN: '1000' } },
      ),
    ),
    {
      numRuns: Number(PROPERTY_RUNS),
      seed: PROPERTY_SEED === '' ? Date.now() : Number(PROPERTY_SEED),
    },
  );
  logged.mockRestore();
});
