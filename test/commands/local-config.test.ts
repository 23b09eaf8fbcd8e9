import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localConfig } from '../../scripts/local-config.ts';
import { wranglerEnvironment } from '../../scripts/wrangler.ts';
import { emptyFolder } from './checkout.ts';
import { node } from './command.ts';

const TOML = `name = "x"
main = "index.js"
compatibility_date = "2026-11-02"
[secrets]
required = ["EDGEWISE_SECRET"]
`;

function project(devVars: string): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'wrangler.toml'), TOML);
  writeFileSync(join(folder, 'index.js'), 'export default { fetch: () => new Response("") };');
  writeFileSync(join(folder, '.dev.vars'), devVars);
  return folder;
}

test('an assistant without settings needs no local configuration', async () => {
  const folder = project('EDGEWISE_SECRET=x\nAI_MODEL=\n# AI_NAME=Eve\nOTHER=1\n');
  expect(await localConfig(folder)).toEqual([]);
  expect(await localConfig(emptyFolder())).toEqual([]);
});

test('variable names are passed on, and values stay where they are', async () => {
  const folder = project('EDGEWISE_SECRET=x\nexport OPENAI_API_KEY="sk-secret"\nAI_MODEL=m\n');
  const [option = ''] = await localConfig(folder);
  const text = readFileSync(option.replace('--config=', ''), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    main: 'index.js',
    secrets: { required: ['EDGEWISE_SECRET', 'OPENAI_API_KEY', 'AI_MODEL'] },
  });
  expect(text).not.toContain('sk-secret');
});

test('wrangler still behaves in the way that needs this workaround', async () => {
  const folder = project('EDGEWISE_SECRET=x\nAI_MODEL=m\n');
  const bindings = async (options: string[]) => {
    const wrangler = 'node_modules/wrangler/bin/wrangler.js';
    const args = [
      'dev',
      '--ip=127.0.0.1',
      '--port=0',
      '--inspector-port=0',
      '--show-interactive-dev-session=false',
    ];
    const command = node([join(process.cwd(), wrangler), ...args, ...options], {
      cwd: folder,
      env: wranglerEnvironment(),
    });
    await command.says('Ready on');
    const output = command.output();
    command.child.kill();
    await command.ended;
    return output;
  };
  expect(await bindings([])).not.toContain('AI_MODEL');
  expect(await bindings(await localConfig(folder))).toContain('AI_MODEL');
});
