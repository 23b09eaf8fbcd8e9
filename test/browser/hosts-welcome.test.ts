// What a new arrival reads.
import { expect, test, Visitor } from './host.ts';

for (const [lang, welcome] of [
  ['en', 'Welcome! Say hello.'],
  ['de', 'Willkommen! Sag hallo.'],
  ['ar', 'أهلًا بك! ألقِ التحية.'],
] as const)
  test(`the welcome of a room is in the reader’s language: ${lang}`, async ({ site }) => {
    const page = await site.visit({
      script: `<script async src="CHAT/widget.js" data-room="ROOM" data-lang="${lang}"></script>`,
    });
    const ada = new Visitor(page);
    await ada.open();
    await expect(ada.panel.getByText(welcome)).toBeVisible();
    await expect(ada.panel.getByText(welcome)).toHaveAttribute('dir', 'auto');
  });
