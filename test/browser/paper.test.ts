// The printed conversation.
import { expect, saying, test, words } from './people.ts';

test('a print contains the whole loaded conversation, and nothing else', async ({ testRoom }) => {
  await testRoom.act('Cleo', saying(words(1, 400)));
  const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
  const { page } = ada;
  const beginning = page.getByText('This is the start of');
  while (!(await beginning.isVisible())) {
    await ada.log.hover();
    await page.mouse.wheel(0, -20_000);
  }
  expect((await ada.words()).length).toBeLessThanOrEqual(300);
  const top = () => ada.log.evaluate(({ scrollTop }) => scrollTop);
  const seenBefore = await top();

  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => ada.words()).toEqual(words(1, 400));
  // No scroll container that would clip it.
  const clipped = await page.evaluate(() =>
    ['.page', '.talk', '.log-frame', '.log', '.flow'].filter((place) => {
      const box = document.querySelector(place);
      return (
        !box ||
        getComputedStyle(box).overflow !== 'visible' ||
        box.scrollHeight > box.clientHeight + 1
      );
    }),
  );
  expect(clipped).toEqual([]);
  for (const hidden of [ada.composer, page.locator('.people'), page.locator('.who')])
    await expect(hidden).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await page.emulateMedia({ media: 'screen' });
  await expect.poll(async () => (await ada.words()).length).toBeLessThanOrEqual(300);
  await expect(ada.composer).toBeVisible();
  await expect.poll(top).toBe(seenBefore);
});

test('a print can have several sheets', async ({ testRoom }) => {
  await testRoom.act('Cleo', saying(words(1, 200)));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-200')).toBeVisible();
  const sheets = (await ada.page.pdf()).toString('latin1').match(/\/Type\s*\/Page\b/g);
  expect(sheets?.length).toBeGreaterThan(1);
});
