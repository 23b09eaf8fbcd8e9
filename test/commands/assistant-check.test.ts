import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { providerProblem, settingsProblem } from '../../scripts/assistant-check.ts';
import { emptyFolder } from './checkout.ts';

function project(devVars: string, toml = ''): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'wrangler.toml'), toml);
  writeFileSync(join(folder, '.dev.vars'), devVars);
  return folder;
}

test.each([
  ['', '', undefined],
  ['AI_BASE_URL="http://127.0.0.1:1/v1"\nAI_MODEL=m # local\n', '', undefined],
  ['AI_PROVIDER=workers-ai', '[ai]\nbinding = "AI"', undefined],
  ['AI_PROVIDER=workers-ai', '', 'AI must be bound'],
  ['AI_PROVIDER=anthropic', '', 'ANTHROPIC_API_KEY must be set'],
  ['AI_HEADERS=sk-secret\nAI_BASE_URL=http://a/v1\nAI_MODEL=m', '', 'AI_HEADERS must be a JSON'],
])('configuration %j reports %j: %s', (devVars, toml, sentence) => {
  const problem = settingsProblem(project(devVars, toml));
  if (sentence === undefined) expect(problem).toBeUndefined();
  else expect(problem).toContain(sentence);
  expect(problem ?? '').not.toContain('sk-secret');
});

test('the server is asked with its secret, and a server that does not respond is not a problem', async () => {
  const folder = project('EDGEWISE_SECRET=very-secret\n');
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push([request.url, request.headers.authorization]);
    response.end(JSON.stringify({ ok: true, assistant: { ok: false, problem: 'AI_MODEL is.' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await providerProblem(origin, folder)).toBe('AI_MODEL is.');
  expect(asked).toEqual([['/api/health?deep', 'Bearer very-secret']]);
  expect(await providerProblem('http://127.0.0.1:9', folder)).toBeUndefined();
});
