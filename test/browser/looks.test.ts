import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type House, Person, test } from './people.ts';

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

/** The states that a page can be in, and how to get there. */
const states: Record<string, (house: House, page: Page) => Promise<void>> = {
  async empty({ room }, page) {
    await page.goto(`/r/${room}`);
    await expect(page.getByText('Nobody has said anything here yet.')).toBeVisible();
  },
  async conversation(house, page) {
    await house.publish('Cleo', [
      'Have you seen https://example.org/?',
      'It is long.',
      'But good.',
    ]);
    await page.goto(`/r/${house.room}`);
    const ada = new Person(page);
    await ada.takeName('Ada');
    await ada.say('Not yet.');
    await ada.settled();
    await ada.act('It is long.', 'React');
    await ada.message('It is long.').getByRole('button', { name: 'React with 👍' }).click();
    await expect(page.locator('.reaction')).toBeVisible();
    await ada.act('Not yet.', 'Edit');
    await expect(ada.composer).toHaveValue('Not yet.');
    await ada.composer.fill('Not yet!');
    await ada.composer.press('Enter');
    // What is still on its way takes a line, and the others move when it has arrived.
    await ada.settled();
    await ada.act('But good.', 'Reply');
    await ada.message('Not yet!').hover();
  },
  async removal(house, page) {
    await page.goto(`/r/${house.room}`);
    const ada = new Person(page);
    await ada.takeName('Ada');
    await ada.say('Oops');
    await ada.settled();
    await ada.act('Oops', 'Delete');
  },
  async trouble(house, page) {
    let up = true;
    const cut: (() => Promise<void>)[] = [];
    await page.routeWebSocket(/\/socket/, (socket) => {
      if (!up) return void socket.close({ code: 3001 });
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        const frame = text === 'ping' ? {} : JSON.parse(String(text));
        if (frame.text !== 'Too much') return server.send(text);
        const error = { type: 'error', code: 'too_large', message: 'Too long.', cid: frame.cid };
        socket.send(JSON.stringify(error));
      });
      cut.push(() => socket.close({ code: 3001 }));
    });
    await page.goto(`/r/${house.room}`);
    const ada = new Person(page);
    await ada.takeName('Ada');
    await ada.say('Too much');
    await expect(ada.message('Too much')).toContainText('Not sent');
    up = false;
    for (const end of cut) await end();
    await ada.say('Waiting');
    await expect(page.getByText('Connection lost')).toBeVisible();
  },
  async refused(_house, page) {
    await page.goto('/r/NO');
    await expect(page.getByText('1 to 64 letters')).toBeVisible();
  },
};

for (const [size, viewport] of Object.entries(sizes))
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [state, reach] of Object.entries(states))
      test(`${state} on a ${size}, ${colorScheme}, is sound and fits`, async ({ house }) => {
        const page = await house.open({ viewport, colorScheme, reducedMotion: 'reduce' });
        await reach(house, page);
        // What fades in is legible only once it is there.
        await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, 'pixels to scroll sideways').toBe(0);
        const small = await page.locator('button:visible').evaluateAll((buttons) =>
          buttons
            .filter((button) => {
              const { width, height } = button.getBoundingClientRect();
              return width < 24 || height < 24;
            })
            .map((button) => button.textContent),
        );
        expect(small, 'targets under 24 px').toEqual([]);
      });
