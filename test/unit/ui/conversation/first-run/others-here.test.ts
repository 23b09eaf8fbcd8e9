import { expect, test } from 'vitest';
import { othersHere } from '../../../../../src/ui/conversation/first-run/others-here.ts';

const people = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

test('the user is not among the others who are here', () => {
  expect(othersHere({ online: 2, members: people('ada', 'ben') }, 'ada')).toEqual({
    people: people('ben'),
    rest: 0,
  });
  expect(othersHere({ online: 1, members: people('ada') }, 'ada')).toEqual({ people: [], rest: 0 });
});

test('three are named; the rest, with readers, are counted', () => {
  const members = people('ada', 'ben', 'cleo', 'dora', 'eve');
  expect(othersHere({ online: 7, members }, 'ada')).toEqual({
    people: people('ben', 'cleo', 'dora'),
    rest: 3,
  });
});

test('a reader without a name is counted, but is not one of the others', () => {
  expect(othersHere({ online: 2, members: people('ben') }, undefined)).toEqual({
    people: people('ben'),
    rest: 0,
  });
});

test('nobody is shown before the room has said who is here', () => {
  expect(othersHere({ online: 0, members: null }, 'ada')).toEqual({ people: [], rest: 0 });
  expect(othersHere({ online: 1284, members: null }, 'ada')).toEqual({ people: [], rest: 1283 });
});
