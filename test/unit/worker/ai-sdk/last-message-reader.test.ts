import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LastMessageReader } from '../../../../src/worker/ai-sdk/last-message-reader.ts';
import { threadCpuMs } from '../../../support/thread-cpu.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Reads a text that arrives in pieces of these sizes. */
async function readIn(text: string, sizes: readonly number[], most = 1e6) {
  const reader = new LastMessageReader(most);
  const bytes = bytesOf(text);
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    if (!reader.push(bytes.subarray(at, at + size))) return undefined;
    at += size;
  }
  return (await reader.end()?.text()) as string | undefined;
}

it('keeps the body with only its last message, however it is split and whatever it contains', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
  const body = fc.record({
    id: fc.constantFrom('c', 'messages', '\\"', '[1,2]'),
    before: fc.jsonValue(),
    messages: fc.array(fc.jsonValue(), { maxLength: 5 }),
    after: fc.jsonValue(),
  });
  await fc.assert(
    fc.asyncProperty(body, sizes, fc.boolean(), async (sent, cuts, spaced) => {
      const text = JSON.stringify(sent, null, spaced ? 2 : 0);
      const kept = JSON.parse((await readIn(text, cuts)) ?? '');
      const { messages, ...rest } = JSON.parse(text);
      expect(kept).toEqual({ ...rest, messages: messages.slice(-1) });
    }),
    { numRuns: 1000 },
  );
});

it('never throws, and reads nothing from an invalid body', async () => {
  const unit = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'messages', ' ', '1');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 30 }), fc.nat(4), async (text, size) => {
      const kept = await readIn(text, [size + 1]);
      const parses = (json: string) => {
        try {
          return JSON.parse(json) !== undefined;
        } catch {
          return false;
        }
      };
      if (parses(text)) expect(parses(kept ?? '')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('recognises its list by any spelling of the key, and no other list', async () => {
  expect(await readIn('{"mess\\u0061ges":[1,2]}', [3])).toBe('{"mess\\u0061ges":[2]}');
  expect(await readIn('{"a":{"messages":[1,2]},"b":[1,2]}', [3])).toBe(
    '{"a":{"messages":[1,2]},"b":[1,2]}',
  );
});

it('limits what it holds, and skips a message that is too large unless it is the last', async () => {
  const large = JSON.stringify('x'.repeat(100));
  expect(await readIn(`{"messages":[${large},1]}`, [7], 50)).toBe('{"messages":[1]}');
  expect(await readIn(`{"messages":[1,${large}]}`, [7], 50)).toBeUndefined();
  expect(await readIn(`{"messages":[1],"more":${large}}`, [7], 50)).toBeUndefined();
});

it('skips sixteen megabytes quickly', () => {
  const reader = new LastMessageReader(1e6);
  const chunk = bytesOf(JSON.stringify({ text: 'what was said before '.repeat(3000) }));
  const ms = threadCpuMs(() => {
    reader.push(bytesOf('{"messages":['));
    for (let read = 0; read < 16e6; read += chunk.length) {
      reader.push(chunk);
      reader.push(bytesOf(','));
    }
  });
  expect(ms).toBeLessThan(2000);
});
