// The field: input by keys, input methods, the clipboard and a pointer, and when it is sent.
import type { CDPSession } from '@playwright/test';
import { expect, type Person, test } from './people.ts';

const devTools = (person: Person): Promise<CDPSession> =>
  person.page.context().newCDPSession(person.page);

/** Pastes a text from the real clipboard. */
async function paste(person: Person, text: string): Promise<void> {
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await person.page.evaluate((what) => navigator.clipboard.writeText(what), text);
  await person.composer.press('Control+v');
}

const textOf = (person: Person): Promise<string | null> =>
  person.page.locator('.message .text').last().textContent();

test('pasted text can be sent: line ends are kept, control characters are not', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  await ada.composer.fill('<>');
  await ada.composer.press('ArrowLeft');
  await paste(ada, 'a\vb\fc\x85d\u2028e\x1b[31mred\x03\x7f');
  await expect(ada.composer).toHaveValue('<a\nb\nc\nd\ne[31mred>');
  // The cursor is after the pasted text.
  await ada.page.keyboard.type('!');
  await expect(ada.composer).toHaveValue('<a\nb\nc\nd\ne[31mred!>');
  await ada.composer.press('Enter');
  await ada.settled();
  await expect(ada.message('[31mred!>')).toBeVisible();
  await expect(ada.page.locator('.fate.failed')).toHaveCount(0);
});

test('a draft and a text that a script fills in can be sent, too', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  await ada.composer.fill('x');
  await ada.page.evaluate(() => {
    const [key = ''] = Object.keys(sessionStorage).filter((name) => name.includes('draft'));
    sessionStorage.setItem(key, 'kept\v\x00draft');
  });
  await ada.page.reload();
  await expect(ada.composer).toHaveValue('kept\ndraft');
  await ada.composer.evaluate((field: HTMLTextAreaElement) => {
    field.value = 'filled\u2028\x07in \ud83d';
  });
  await ada.composer.press('Enter');
  await ada.settled();
  await expect(ada.composer).toHaveValue('');
  await expect.poll(() => textOf(ada)).toMatch(/^filled\nin/);
  // A script that fills in the field fires no event; unrelated renders leave its text alone.
  await ada.composer.evaluate((field: HTMLTextAreaElement) => {
    field.value = 'I do.';
  });
  await ada.act('filled', 'Reply');
  await expect(ada.page.locator('.purpose')).toBeVisible();
  await expect(ada.composer).toHaveValue('I do.');
  await ada.composer.press('Enter');
  await expect(ada.message('I do.').locator('.quote')).toBeVisible();
  await expect(ada.page.locator('.fate.failed')).toHaveCount(0);
});

/** Composes a text, and presses Enter before it is committed. */
async function composeAndPressEnter(
  person: Person,
  text: string,
  { again = false, typed = '' } = {},
): Promise<void> {
  const tools = await devTools(person);
  await tools.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await tools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await tools.send('Input.insertText', { text });
  if (again) await person.page.keyboard.down('Enter');
  await tools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  if (again) await person.page.keyboard.up('Enter');
  await person.page.keyboard.type(typed);
}

for (const again of [false, true])
  test(`Enter after Korean text sends once, ${again ? 'with two key events' : 'with one key event'}`, async ({
    testRoom,
  }) => {
    const ada = await testRoom.enter('Ada');
    await ada.composer.fill('안녕하세');
    await composeAndPressEnter(ada, '요', { again });
    await ada.settled();
    await expect(ada.message('안녕하세요')).toHaveCount(1);
    await expect(ada.composer).toHaveValue('');
    await ada.say('다음');
    await ada.settled();
    await expect(ada.page.getByRole('article')).toHaveCount(2);
  });

test('Enter that accepts a Japanese conversion sends nothing', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  await ada.composer.focus();
  await composeAndPressEnter(ada, '日本', { typed: '!' });
  await expect(ada.composer).toHaveValue('日本!');
  await expect(ada.page.getByRole('article')).toHaveCount(0);
});

// Each browser orders the events of a key press differently; only Chromium runs here, so these are synthetic.
type Told = readonly [type: string, what: Record<string, unknown>];
const enter = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true };
const pressed: Told = ['keydown', { ...enter, isComposing: true, keyCode: 229 }];
const pressedBehind: Told = ['keydown', { ...enter, keyCode: 229 }];
const pressedPlain: Told = ['keydown', { ...enter, keyCode: 13 }];
const ended = (data: string): Told => ['compositionend', { data, bubbles: true }];
const breaks: Told = [
  'beforeinput',
  { inputType: 'insertLineBreak', bubbles: true, cancelable: true },
];
const ORDERS: Record<string, { events: readonly Told[]; sent: boolean }> = {
  'Korean, key first': { events: [pressed, ended('요')], sent: true },
  'Korean, key first and again': { events: [pressed, ended('요'), pressedPlain], sent: true },
  'Korean, key behind': { events: [ended('요'), pressedBehind], sent: true },
  'Korean, key behind, and a line break': {
    events: [ended('요'), pressedBehind, breaks],
    sent: true,
  },
  'any, with a line break behind': { events: [pressed, ended('w'), breaks], sent: true },
  'Japanese, key first': { events: [pressed, ended('日本')], sent: false },
  'Japanese, key behind': { events: [ended('日本'), pressedBehind], sent: false },
};
for (const [name, { events, sent }] of Object.entries(ORDERS))
  test(`Enter at the end of a composition ${sent ? 'sends' : 'does not send'}: ${name}`, async ({
    testRoom,
  }) => {
    const ada = await testRoom.enter('Ada');
    await ada.say('First');
    await ada.settled();
    await ada.composer.fill('draft');
    await ada.act('First', 'Edit');
    await ada.composer.fill('word');
    await ada.composer.evaluate((field, told) => {
      const kinds = {
        keydown: KeyboardEvent,
        compositionend: CompositionEvent,
        beforeinput: InputEvent,
      };
      for (const [type, what] of told)
        field.dispatchEvent(new kinds[type as keyof typeof kinds](type, what));
    }, events);
    // One key press sends at most one message: the draft stays.
    await ada.page.evaluate(
      () => new Promise((done) => setTimeout(() => requestAnimationFrame(done))),
    );
    await expect(ada.composer).toHaveValue(sent ? 'draft' : 'word');
    await expect(ada.message('word')).toHaveCount(sent ? 1 : 0);
    await expect(ada.page.getByRole('article')).toHaveCount(1);
  });

test('Escape that cancels a composition keeps the edit; the next one cancels it', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  await ada.say('First');
  await ada.settled();
  await ada.act('First', 'Edit');
  await ada.composer.press('End');
  const tools = await devTools(ada);
  await tools.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await expect(ada.composer).toHaveValue('Firstni');
  const escapeKey = { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 229 };
  await tools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...escapeKey });
  await tools.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await expect(ada.composer).toHaveValue('First');
  await expect(ada.page.getByText('Editing message')).toBeVisible();
  // Safari ends the composition first.
  await ada.composer.dispatchEvent('keydown', { key: 'Escape', keyCode: 229, bubbles: true });
  await expect(ada.page.getByText('Editing message')).toBeVisible();
  await ada.composer.press('Escape');
  await expect(ada.page.getByText('Editing message')).toBeHidden();
  await expect(ada.composer).toHaveValue('');
});

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test('on an on-screen keyboard Enter breaks the line, and the button sends', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada', PHONE);
  await expect(ada.composer).toHaveAttribute('enterkeyhint', 'enter');
  await ada.composer.pressSequentially('a');
  await ada.composer.press('Enter');
  await ada.composer.pressSequentially('b');
  await expect(ada.composer).toHaveValue('a\nb');
  await ada.page.getByRole('button', { name: 'Send' }).tap();
  await ada.settled();
  await expect.poll(() => textOf(ada)).toMatch(/^a\nb/);
});

test('Enter sends on a keyboard that is connected to a tablet', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada', PHONE);
  await ada.composer.pressSequentially('one');
  await ada.composer.press('Control+Enter');
  await expect(ada.message('one')).toBeVisible();
  // Only such a keyboard has sent a Ctrl key.
  await ada.say('two');
  await expect(ada.message('two')).toBeVisible();
  // An on-screen keyboard types without key events.
  await ada.composer.dispatchEvent('keydown', { key: 'Unidentified', keyCode: 229, bubbles: true });
  await ada.composer.fill('three');
  await ada.composer.press('Enter');
  await expect(ada.composer).toHaveValue('three\n');
});

test('the field has the focus on a desktop, but not if an on-screen keyboard would cover the page', async ({
  testRoom,
}) => {
  const reader = await testRoom.enter();
  await expect(reader.page.getByRole('textbox')).toBeFocused();
  await reader.page.keyboard.type('Ada');
  await reader.page.keyboard.press('Enter');
  await expect(reader.composer).toBeFocused();
  await reader.page.reload();
  await expect(reader.composer).toBeFocused();
  const onPhone = await testRoom.enter(undefined, PHONE);
  await expect(onPhone.page.getByRole('textbox')).toBeVisible();
  await expect(onPhone.page.getByRole('textbox')).not.toBeFocused();
});

test('a link to a message moves the focus there', async ({ testRoom }) => {
  await testRoom.publish('Cleo', ['First', 'Second']);
  const ada = await testRoom.enter('Ada');
  const id = await ada.page.locator('.message').first().getAttribute('data-key');
  await ada.page.goto(`/r/${testRoom.room}#m=${id}`);
  await ada.page.reload();
  await expect(ada.message('First')).toBeFocused();
});

const SAID = 'You can’t send files or images here yet.';
const dropped = (person: Person, types: readonly string[], where: string) =>
  person.page.evaluate(
    ([kinds, place]) => {
      const dataTransfer = new DataTransfer();
      for (const kind of kinds)
        if (kind === 'Files')
          dataTransfer.items.add(new File(['x'], 'cat.png', { type: 'image/png' }));
        else dataTransfer.setData(kind, 'https://example.org/');
      const target = document.querySelector(place);
      return ['dragover', 'drop'].map(
        (type) =>
          target?.dispatchEvent(
            new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
          ) === false,
      );
    },
    [types, where] as const,
  );

test('pasted or dropped files get an explanation, and never replace the page', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const alert = ada.page.getByRole('alert').filter({ hasText: SAID });
  for (const place of ['textarea', '.log', '.head']) {
    expect(await dropped(ada, ['Files'], place)).toEqual([true, true]);
    await expect(alert).toBeVisible();
    await ada.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(alert).toHaveCount(0);
  }
  // A link beside the field would be opened, too. In the field the browser inserts it.
  expect(await dropped(ada, ['text/uri-list'], '.log')).toEqual([true, true]);
  expect(await dropped(ada, ['text/plain'], 'textarea')).toEqual([false, false]);
  await expect(alert).toHaveCount(0);

  const pasted = (types: readonly string[]) =>
    ada.composer.evaluate((field, kinds) => {
      const clipboardData = new DataTransfer();
      for (const kind of kinds)
        if (kind === 'Files')
          clipboardData.items.add(new File(['x'], 'cat.png', { type: 'image/png' }));
        else clipboardData.setData(kind, 'cells');
      return !field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, types);
  expect(await pasted(['text/plain', 'Files'])).toBe(false);
  await expect(alert).toHaveCount(0);
  expect(await pasted(['text/html', 'Files'])).toBe(true);
  await expect(alert).toBeVisible();
});

test('an image dragged onto the page by the system does not replace it', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const tools = await devTools(ada);
  const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await tools.send('Input.dispatchDragEvent', { type, x: 100, y: 200, data });
  await expect(ada.page.getByRole('alert').filter({ hasText: SAID })).toBeVisible();
  expect(ada.page.url()).toContain(`/r/${testRoom.room}`);
});

test('↑ scrolls to the message that it edits, and names it', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  await ada.say('My own words');
  await ada.settled();
  await testRoom.publish(
    'Cleo',
    Array.from({ length: 40 }, (_, i) => `Something else, ${i}`),
  );
  await expect(ada.message('Something else, 39')).toBeVisible();
  await ada.composer.press('ArrowUp');
  await expect(ada.message('My own words')).toBeInViewport();
  await expect(ada.composer).toBeFocused();
  await expect(ada.page.locator('.purpose')).toContainText('Editing message');
  await expect(ada.page.locator('.purpose')).toContainText('My own words');
  await ada.page.keyboard.type('!');
  await ada.page.keyboard.press('Enter');
  await expect(ada.message('My own words!')).toContainText('edited');
});

test('the text of an edit survives the deletion of its message, and the user is told', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  await ada.say('First');
  await ada.settled();
  await ada.composer.fill('draft');
  await ada.act('First', 'Edit');
  await ada.composer.fill('A long new text');
  const tab = await ada.page.context().newPage();
  await tab.goto(`/r/${testRoom.room}`);
  await tab.getByRole('article').filter({ hasText: 'First' }).hover();
  await tab.getByRole('button', { name: 'More actions' }).click();
  await tab.getByRole('menuitem', { name: 'Delete' }).click();
  await tab
    .getByText('Delete for everyone?')
    .locator('..')
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(ada.page.locator('.purpose')).toContainText('That message was deleted.');
  await expect(ada.composer).toHaveValue('A long new text');
  await ada.composer.press('Enter');
  await expect(ada.composer).toHaveValue('draft\nA long new text');
  await expect(ada.page.getByRole('alert').filter({ hasText: 'was deleted' })).toBeVisible();
  await ada.composer.press('Enter');
  await ada.settled();
  await expect(ada.message('A long new text')).toHaveCount(1);
});

test('logging out a guest asks first', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
  const question = ada.page.getByText('You won’t be able to edit or delete your messages.');
  await ada.chooseForMe('Forget me on this device');
  await expect(question).toBeVisible();
  await expect(ada.page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await ada.page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expect(ada.composer).toBeVisible();
  await expect(ada.page.locator('.me [aria-haspopup]')).toBeFocused();
  await ada.chooseForMe('Forget me on this device');
  await ada.page.getByRole('button', { name: 'Forget me on this device' }).click();
  await expect(ada.composer).toHaveCount(0);
  await expect(ada.page.getByRole('textbox')).toBeFocused();
});

test('the send icon points in the writing direction', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const sign = ada.page.locator('.send .icon');
  await expect(sign).toHaveCSS('scale', 'none');
  await ada.page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await expect(sign).toHaveCSS('scale', '-1 1');
});
