import { expect, test } from 'vitest';
import { declarationsIn, exportsOf, reachable } from '../../scripts/declarations.ts';

const FILE = `import type { Elsewhere } from './elsewhere.ts';
/** A comment. */
export type Link = {
    /** Not at the Edge. */
    readonly at: 'Quoted';
}
/** Within the type, and at the edge. */
 | {
    readonly reason: Reason;
};
type Reason = {
    readonly cause: Elsewhere | null;
};
export declare class Chat {
    #private;
    constructor(parts: {
        secret: Secret;
    });
    readonly link: Link;
}
type Secret = string;
export {};
`;

const after = (names: string[], stop?: (name: string) => boolean) =>
  reachable(names, declarationsIn([FILE]), stop);

test('a name includes all that it refers to, and nothing else', () => {
  expect([...after(['Link']).texts.keys()]).toEqual(['Link', 'Reason']);
  expect(after(['Link']).texts.get('Link')).toContain('| {');
});

test('the constructor’s dependencies of a class stay hidden', () => {
  const { texts } = after(['Chat']);
  expect([...texts.keys()].sort()).toEqual(['Chat', 'Link', 'Reason']);
  expect(texts.get('Chat')).toContain('private constructor();');
});

test('a name can mark where to stop', () => {
  const { texts, ends } = after(['Chat'], (name) => name === 'Link');
  expect([...texts.keys()]).toEqual(['Chat']);
  expect(ends).toEqual(['Link']);
});

test('two types of one name are rejected where they are used', () => {
  const twice = declarationsIn([FILE, 'type Reason = string;\n']);
  expect(() => reachable(['Link'], twice)).toThrow('two types called Reason');
  expect(() => reachable(['Secret'], twice)).not.toThrow();
});

test('exported types and values are distinguished', () => {
  const index = `export type { A, B } from './a.ts';
export { c } from './c.ts';
export type D = 1;
export declare function e(): D;
`;
  expect(exportsOf(index)).toEqual({ types: ['A', 'B', 'D'], values: ['c', 'e'] });
});
