import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../../../src/worker/identity/client-address.ts';

const addressOf = (given: string) => clientAddress(new Headers({ 'CF-Connecting-IP': given }));

describe("a client's address", () => {
  it.each([
    ['an IPv4 address', '203.0.113.7', '203.0.113.7'],
    ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['a short IPv6 address', '2001:db8::1', '2001:db8:0:0::/64'],
    ['leading zeros and capitals', '2001:0DB8:0001:0002::A', '2001:db8:1:2::/64'],
    ['the loopback address', '::1', '0:0:0:0::/64'],
    ['a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['IPv4 written as IPv6', '::ffff:203.0.113.7', '203.0.113.7'],
    ['the same in hexadecimal', '::ffff:cb00:7107', '203.0.113.7'],
    ['something else', 'no-address', 'no-address'],
    ['too many groups', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8:9'],
  ])('%s is one party', (_what, given, party) => {
    expect(addressOf(given)).toBe(party);
  });

  it('is unknown when the platform names none', () => {
    expect(clientAddress(new Headers())).toBeUndefined();
  });

  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });

  it('is the same throughout one /64, and differs in any other', () => {
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), groups(4), (net, a, b, other) => {
        fc.pre(net.some((part) => part !== '0') && net.join() !== other.join());
        const [one, two] = [
          addressOf([...net, ...a].join(':')),
          addressOf([...net, ...b].join(':')),
        ];
        expect(one).toBe(two);
        expect(addressOf([...other, ...a].join(':'))).not.toBe(one);
      }),
    );
  });
});
