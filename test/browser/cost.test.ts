// What opening the chat transfers, as the browser counts it: headers, preflights and sockets included.
import { BUDGETS } from '../../scripts/budgets.ts';
import { expect, sayAsBen, test, Visitor } from './host.ts';
import { Traffic } from './traffic.ts';

const namesOf = ({ transfers }: Traffic): string[] =>
  transfers.map(({ what, url }) => `${what} ${url.pathname}`);

const isSocket = (name: string): boolean => name.startsWith('SOCKET');

test('a guest can read and write in an empty room within the budget, and returns for the cost of a socket', async ({
  site,
}) => {
  const page = await site.visit({ script: '' }, { fresh: true });
  const traffic = await Traffic.of(page, site.chat);
  const visitor = new Visitor(page);
  await page.goto(site.serve('/chat', {}));
  await visitor.launcher.waitFor();
  await traffic.settled();
  expect(namesOf(traffic)).toEqual(['GET /widget.js']);

  await visitor.open();
  await expect(visitor.panel.getByText('No messages yet')).toBeVisible();
  await visitor.name.fill('Ada');
  await visitor.name.press('Enter');
  await expect(visitor.composer).toBeVisible();
  await expect.poll(() => namesOf(traffic).filter(isSocket).length).toBe(2);
  await traffic.settled();
  // The script was cached. The last is the socket under the new name, which opens while they write.
  const opening = namesOf(traffic).slice(1, -1);
  expect(opening.length, opening.join('\n')).toBeLessThanOrEqual(
    BUDGETS['widget, requests to open'],
  );
  expect(traffic.bytes).toBeLessThanOrEqual(BUDGETS['widget, opening in all']);

  const before = namesOf(traffic).length;
  await page.goto(site.serve('/again', {}));
  await visitor.open();
  await expect(visitor.composer).toBeVisible();
  await traffic.settled();
  const again = namesOf(traffic).slice(before);
  expect(again.filter((name) => name !== 'GET /widget.js')).toEqual([
    `SOCKET /api/rooms/${site.room}/socket`,
  ]);
});

test('a room with code, a table, a link and an answer opens with 18 requests and 100 KB', async ({
  site,
}) => {
  await sayAsBen(
    site,
    '```js\nlet loaves = 1;\n```\n\nhttps://bread.example\n\n| a | b |\n|-|-|\n| 1 | 2 |',
  );
  await sayAsBen(site, '@assistant connect');
  const page = await site.visit({ script: '' }, { fresh: true });
  const traffic = await Traffic.of(page, site.chat);
  const visitor = new Visitor(page);
  await page.goto(site.serve('/chat', {}));
  await visitor.open();
  await expect(visitor.panel.locator('pre [class^=token]').first()).toBeVisible();
  await expect(visitor.panel.getByRole('table')).toBeVisible();
  await expect(visitor.panel.getByRole('link', { name: 'https://bread.example' })).toBeVisible();
  await traffic.settled();
  expect(traffic.transfers.length, namesOf(traffic).join('\n')).toBeLessThanOrEqual(18);
  expect(traffic.bytes).toBeLessThanOrEqual(100_000);
});
