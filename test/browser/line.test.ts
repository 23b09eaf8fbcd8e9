import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, Person, test, words } from './people.ts';

/** A proxy between a page and the room that can disconnect, and can drop frames from the room. */
class Line {
  #sockets: { page: WebSocketRoute; server: WebSocketRoute }[] = [];
  /** Frames that contain this are lost, and the connection with them. */
  breakAt: string | null = null;
  /** While false, nothing gets through. */
  up = true;
  connections = 0;

  static async lay(page: Page): Promise<Line> {
    const line = new Line();
    await page.routeWebSocket(/\/socket/, (socket) => line.#connect(socket));
    await page.route(/\/(events|poll|frames)\b/, (route) =>
      line.up ? route.continue() : route.abort(),
    );
    return line;
  }

  /** Saves the test the wait between two attempts. */
  async soon(check: () => Promise<void>, page: Page): Promise<void> {
    await expect(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await check();
    }).toPass();
  }

  async cut(): Promise<void> {
    for (const { page, server } of this.#sockets.splice(0)) {
      await server.close();
      await page.close({ code: 3001 });
    }
  }

  #connect(page: WebSocketRoute): void {
    this.connections++;
    if (!this.up) return void page.close({ code: 3001 });
    const server = page.connectToServer();
    this.#sockets.push({ page, server });
    let broken = false;
    server.onMessage((message) => {
      // A connection that lost a frame delivers nothing after it.
      if (broken) return;
      if (this.breakAt !== null && String(message).includes(this.breakAt)) {
        broken = true;
        this.breakAt = null;
        void this.cut();
      } else page.send(message);
    });
  }
}

test('a connection that breaks again and again loses and duplicates nothing', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  const line = await Line.lay(page);
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  const ben = await testRoom.enter('Ben');

  for (const n of [1, 2, 3, 4]) {
    // The message arrives, but not the room's reply: only the cid prevents a duplicate [I2].
    line.breakAt = '"ack"';
    await ada.say(`word-${n}a`);
    await line.soon(() => expect(ben.message(`word-${n}a`)).toBeVisible({ timeout: 500 }), page);
    await ben.say(`word-${n}b`);
    await ben.settled();
    await line.soon(
      () => expect(page.locator('[data-status]')).toHaveCount(0, { timeout: 500 }),
      page,
    );
    await line.cut();
  }
  const order = [1, 2, 3, 4].flatMap((n) => [`word-${n}a`, `word-${n}b`]);
  await expect.poll(() => ada.words()).toEqual(order);
  await expect.poll(() => ben.words()).toEqual(order);
  await ada.page.reload();
  await expect.poll(() => ada.words()).toEqual(order);
  expect(line.connections).toBeGreaterThan(8);
});

test('messages written while disconnected are kept, shown, and sent later in order', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  await page.clock.install();
  const line = await Line.lay(page);
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('word-0');
  await ada.settled();

  line.up = false;
  await line.cut();
  const { status } = ada;
  await expect(status).toContainText('Connection lost. Trying again');
  for (const word of words(1, 3)) await ada.say(word);
  await expect(ada.page.getByText('Will be sent when you’re connected.')).toHaveCount(3);
  await testRoom.publish('Ben', ['word-meanwhile']);

  await ada.tryNow(() => {
    line.up = true;
  });
  await ada.settled();
  await expect(status).toBeEmpty();
  expect(await ada.words()).toEqual(['word-0', 'word-meanwhile', ...words(1, 3)]);
});

test('a rejected message keeps its text, can be retried, and discarded', async ({ testRoom }) => {
  const page = await testRoom.open();
  let refuse = true;
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const { type, cid } = text === 'ping' ? { type: 'ping' } : JSON.parse(String(text));
      if (refuse && type === 'message')
        socket.send(JSON.stringify({ type: 'error', code: 'not_allowed', message: 'No.', cid }));
      else server.send(text);
    });
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('Once more');
  await ada.say('Never mind');
  await expect(ada.message('Once more')).toContainText(
    'Not sent. You don’t have permission to do that.',
  );
  await ada.message('Never mind').getByRole('button', { name: 'Discard' }).click();
  await expect(ada.message('Never mind')).toHaveCount(0);
  refuse = false;
  await ada.message('Once more').getByRole('button', { name: 'Try again' }).click();
  await ada.settled();
  await expect(ada.message('Once more')).toHaveCount(1);
});

test('a failed reaction is explained in words', async ({ testRoom }) => {
  const page = await testRoom.open();
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const { type, cid } = text === 'ping' ? { type: 'ping' } : JSON.parse(String(text));
      if (type === 'react')
        socket.send(
          JSON.stringify({ type: 'error', code: 'message_deleted', message: 'No.', cid }),
        );
      else server.send(text);
    });
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('Well?');
  await ada.settled();
  await ada.act('Well?', 'React');
  await ada.message('Well?').getByRole('button', { name: 'React with 👍' }).click();
  await expect(ada.page.getByRole('alert').first()).toHaveText('That message was deleted.');
});

test('denied storage costs the name at the next visit, and nothing else', async ({ testRoom }) => {
  const page = await testRoom.open();
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('I am here');
  await ada.settled();
  await expect(ada.message('I am here')).toHaveCount(1);
});
