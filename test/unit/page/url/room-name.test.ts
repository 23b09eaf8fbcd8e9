import { describe, expect, it } from 'vitest';
import { roomInQuery, roomOf, suggestedRoom } from '../../../../src/page/url/room-name.ts';

describe('the room of a path', () => {
  it('is the lobby at the root, and else what stands behind /r/', () => {
    expect(roomOf('/')).toBe('lobby');
    expect(roomOf('/r/harbour')).toBe('harbour');
    expect(roomOf('/r/harbour/')).toBe('harbour');
    expect(roomOf('/r/a%20b')).toBe('a b');
  });

  it('is none that can be where the path leads nowhere', () => {
    expect(roomOf('/some/where')).toBe('some/where');
  });
});

describe('the room to go to from a name that cannot be one', () => {
  it('is what was likely meant', () => {
    expect(suggestedRoom('My Room!')).toBe('my-room');
    expect(suggestedRoom('Café_2')).toBe('cafe_2');
    expect(suggestedRoom('x'.repeat(80))).toBe('x'.repeat(64));
  });

  it('is the lobby where nothing is left of it, or it has been tried', () => {
    expect(suggestedRoom('💚')).toBe('lobby');
    expect(suggestedRoom('harbour')).toBe('lobby');
  });
});

describe('the room of a query', () => {
  it('is the one that is named, and the lobby where none can be called that', () => {
    expect(roomInQuery('?room=harbour')).toBe('harbour');
    for (const search of ['', '?room=', '?room=My%20Shop', `?room=${'a'.repeat(65)}`])
      expect(roomInQuery(search)).toBe('lobby');
  });
});
