import { describe, expect, it } from 'vitest';
import { newRoom } from './support/people.ts';
import { countRows, messagesOf, withArchive } from './support/rooms.ts';

/** Takes a database back to what the first version of the schema made. */
const OLDEST = `ALTER TABLE messages DROP COLUMN assistant;
  ALTER TABLE meta DROP COLUMN counted_for;
  DROP TABLE runs; DROP TABLE asks; DROP TABLE unchanged; UPDATE meta SET version = 1;`;

const ann = { id: 'u_ann', name: 'Ann' };

describe('a database of an older version', () => {
  it('is read without a write, and migrated by the first write [I12]', async () => {
    const room = newRoom();
    await withArchive(room, ({ acts }, storage) => {
      acts.perform(ann, { type: 'message', text: 'from before' });
      storage.sql.exec(OLDEST);
    });
    await withArchive(room, ({ acts, history, log, store, retention }, storage, clock) => {
      const version = () => storage.sql.exec('SELECT version FROM meta').one()['version'];
      const texts = () => messagesOf(history, 10).map(({ text }) => text);
      const { written } = countRows(storage, () => {
        expect(texts()).toEqual(['from before']);
        expect(history.replay('e1.0', { replay: 500, page: 50 }).frames).toHaveLength(1);
        expect(log.head().seq).toBe(1);
        expect(store.all('SELECT * FROM runs ORDER BY begun')).toEqual([]);
        retention.next(clock.now, 1);
      });
      expect([written, version()]).toEqual([0, 1]);

      expect(acts.perform(ann, { type: 'message', text: 'from now on' }).ok).toBe(true);
      expect(version()).toBeGreaterThan(1);
      expect(texts()).toEqual(['from before', 'from now on']);
    });
  });

  it('stays as it was where its migration cannot be written', async () => {
    const room = newRoom();
    await withArchive(room, ({ acts }, storage) => {
      acts.perform(ann, { type: 'message', text: 'from before' });
      storage.sql.exec(OLDEST);
    });
    await withArchive(room, ({ history, store }) => {
      const broken = () =>
        store.write(() => {
          throw new Error('disk is full');
        });
      expect(broken).toThrow('disk is full');
      expect(messagesOf(history, 10)).toHaveLength(1);
    });
  });
});
