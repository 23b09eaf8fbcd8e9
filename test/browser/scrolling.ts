import type { Person } from './people.ts';

/** Scrolls the list as a wheel would, and waits until everything has stopped moving. */
export async function scrollTo(person: Person, top: number): Promise<void> {
  await person.log.evaluate((log, to) => {
    log.scrollTop = to;
  }, top);
  await atRest(person);
}

/** Waits until the list has neither scrolled nor grown for three frames. */
export const atRest = (person: Person): Promise<void> =>
  person.page.evaluate(async () => {
    const log = document.querySelector('.log');
    let steady = 0;
    for (let last = ''; steady < 3; ) {
      await new Promise(requestAnimationFrame);
      const now = `${log?.scrollTop} ${log?.scrollHeight}`;
      steady = now === last ? steady + 1 : 0;
      last = now;
    }
  });
