import { describe, expect, it } from 'vitest';
import { roomInQuery, roomOf, suggestedRoom } from '../../../../src/page/url/room-name.ts';

describe('the room of a path', () => {
  it('is the lobby at the root, and otherwise what follows /r/', () => {
    expect(roomOf('/')).toBe('lobby');
    expect(roomOf('/r/harbour')).toBe('harbour');
    expect(roomOf('/r/harbour/')).toBe('harbour');
    expect(roomOf('/r/a%20b')).toBe('a b');
  });

  it('is undefined if the path is invalid', () => {
    expect(roomOf('/some/where')).toBe('some/where');
  });
});

describe('the suggested room for an invalid name', () => {
  it('is what was probably meant', () => {
    expect(suggestedRoom('My Room!')).toBe('my-room');
    expect(suggestedRoom('Café_2')).toBe('cafe_2');
    expect(suggestedRoom('x'.repeat(80))).toBe('x'.repeat(64));
  });

  it('is the lobby if nothing is left of the name, or it has been tried', () => {
    expect(suggestedRoom('💚')).toBe('lobby');
    expect(suggestedRoom('harbour')).toBe('lobby');
  });
});

describe('the room of a query', () => {
  it('is the named one, and the lobby for an invalid name', () => {
    expect(roomInQuery('?room=harbour')).toBe('harbour');
    for (const search of ['', '?room=', '?room=My%20Shop', `?room=${'a'.repeat(65)}`])
      expect(roomInQuery(search)).toBe('lobby');
  });
});
