import { expect, it } from 'vitest';
import { Alarms } from '../../../src/room/alarms.ts';

/** The platform's one alarm. */
function slot(at: number | null = null) {
  const sets: number[] = [];
  return {
    sets,
    getAlarm: async () => at,
    setAlarm: async (due: number | Date) => {
      at = Number(due);
      sets.push(at);
    },
  };
}

it('is set for the first that is due, and moved only to be earlier', async () => {
  const storage = slot();
  const alarms = new Alarms(storage);
  for (const due of [500, 900, 300, 400]) await alarms.wakeBy(due);
  expect(storage.sets).toEqual([500, 300]);
});

it('set before a sleep is not put off by who does not know it', async () => {
  const storage = slot(200);
  await new Alarms(storage).wakeBy(900);
  expect(storage.sets).toEqual([]);
  await new Alarms(storage).wakeBy(100);
  expect(storage.sets).toEqual([100]);
});

it('that has rung can be set again', async () => {
  const storage = slot(200);
  const alarms = new Alarms(storage);
  alarms.rang();
  await alarms.wakeBy(900);
  expect(storage.sets).toEqual([900]);
});
