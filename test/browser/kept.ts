import type { Page } from '@playwright/test';

/** Whether a word is in the outbox that outlives the page. */
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
