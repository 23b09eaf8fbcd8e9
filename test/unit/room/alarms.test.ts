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

it('sets the alarm for the earliest due time and only ever moves it earlier', async () => {
  const storage = slot();
  const alarms = new Alarms(storage);
  for (const due of [500, 900, 300, 400]) await alarms.wakeBy(due);
  expect(storage.sets).toEqual([500, 300]);
});

it('does not postpone an alarm that was set before a sleep', async () => {
  const storage = slot(200);
  await new Alarms(storage).wakeBy(900);
  expect(storage.sets).toEqual([]);
  await new Alarms(storage).wakeBy(100);
  expect(storage.sets).toEqual([100]);
});

it('can set the alarm again after it has fired', async () => {
  const storage = slot(200);
  const alarms = new Alarms(storage);
  alarms.rang();
  await alarms.wakeBy(900);
  expect(storage.sets).toEqual([900]);
});
