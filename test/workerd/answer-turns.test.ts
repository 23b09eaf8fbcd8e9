// Answers wait for the quota while everything else continues: in any order of events, each attempt
// ends once, nothing is written without a grant, and every grant is settled.
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { isLive } from '../../src/protocol/answer-state.ts';
import { answersTo, endingsOf, wordsOf } from './support/answers.ts';
import { onStage, type Stage } from './support/stage.ts';

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

async function take(stage: Stage, questions: string[], now: Step): Promise<void> {
  const answers = answersTo(stage);
  const chosen = 'which' in now ? answers[now.which % Math.max(1, answers.length)] : undefined;
  switch (now.do) {
    case 'ask':
      questions.push(stage.says(PEOPLE[now.who] ?? 'Ann', '@Assistant hello').id);
      break;
    case 'quota':
      await stage.quota.answers(
        now.says === 'broken'
          ? new Error('away')
          : now.says === 'no'
            ? { code: 'assistant_limit' }
            : null,
      );
      break;
    case 'word':
      await stage.hears('word ');
      break;
    case 'end':
      await stage.hears('end', { type: 'end' });
      break;
    case 'fail':
      await stage.hears(BUSY);
      break;
    case 'crash':
      stage.crash();
      break;
    case 'wait':
      await stage.clock.turn(now.ms);
      break;
    default: {
      if (chosen === undefined) return;
      const { id, assistant, replyTo = '' } = chosen;
      const asker = nameOf(assistant.by);
      if (now.do === 'stop') stage.performs(asker, { type: 'assistant.stop', id });
      else if (now.do === 'again') stage.performs(asker, { type: 'assistant.regenerate', id });
      else if (now.do === 'delete answer') {
        if (!chosen.deleted) stage.deletes(asker, id);
      } else if (questions.includes(replyTo)) {
        questions.splice(questions.indexOf(replyTo), 1);
        stage.deletes(asker, replyTo);
      }
    }
  }
}

it('[I13][R107][R112] the queue keeps its order and ends each attempt once, whatever happens meanwhile', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) =>
      onStage(
        async (stage) => {
          stage.quota.isHeld = true;
          const questions: string[] = [];
          const { asked, granted, settled } = stage.quota;
          const isSettled = (id: string) => settled.some((one) => one.id === id);
          /** Reserved or requested when the room crashed: these count their estimate. */
          const lost = new Set<string>();
          for (const now of steps) {
            if (now.do === 'crash') for (const { id } of asked) if (!isSettled(id)) lost.add(id);
            await take(stage, questions, now);
            const states = answersTo(stage).map(({ assistant }) => assistant.state);
            expect(states.filter((state) => state === 'running').length).toBeLessThanOrEqual(1);
            expect(
              stage.puppet.signals.filter(({ aborted }) => !aborted).length,
            ).toBeLessThanOrEqual(1);
          }
          // From here on nothing happens but what is awaited.
          stage.quota.isHeld = false;
          for (
            let i = 0;
            i < 60 && answersTo(stage).some(({ assistant }) => isLive(assistant));
            i++
          ) {
            await stage.quota.answers(null);
            await stage.hears('end', { type: 'end' });
            await stage.clock.turn(1000);
          }
          for (const { id, assistant, text, deleted } of answersTo(stage)) {
            expect(isLive(assistant)).toBe(false);
            for (let attempt = 1; attempt <= assistant.attempt; attempt++)
              expect(endingsOf(stage, id, attempt)).toBeLessThanOrEqual(1);
            expect(endingsOf(stage, id, assistant.attempt)).toBe(1);
            if (assistant.state === 'done' && !deleted)
              expect(wordsOf(stage, id, assistant.attempt)).toBe(text);
          }
          await stage.clock.turn(200_000);
          expect(stage.clock.pending).toBe(0);
          // Settled once each, unless the room crashed midway.
          expect(new Set(settled.map(({ id }) => id)).size).toBe(settled.length);
          for (const { id } of settled) expect(granted).toContain(id);
          expect(granted.filter((id) => !isSettled(id) && !lost.has(id))).toEqual([]);
          expect(stage.requests).toBeLessThanOrEqual(new Set(granted).size);
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
