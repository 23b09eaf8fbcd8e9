import type { Page } from '@playwright/test';

/** Whether a text is in the persisted outbox. */
export function isStored(page: Page, word: string): Promise<boolean> {
  return page.evaluate(
    (word) =>
      new Promise<boolean>((resolve) => {
        const opened = indexedDB.open('edgewise');
        opened.onsuccess = () => {
          const database = opened.result;
          const all = database.transaction('outbox').objectStore('outbox').getAll();
          all.onsuccess = () => {
            database.close();
            resolve(JSON.stringify(all.result).includes(`"${word}"`));
          };
        };
      }),
    word,
  );
}
