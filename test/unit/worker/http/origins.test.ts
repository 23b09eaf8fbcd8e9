// Which pages may use the chat, with `ALLOWED_ORIGINS` and without.
import { describe, expect, it } from 'vitest';
import { originAllowed, parseOrigins } from '../../../../src/worker/http/origins.ts';

const SERVER = new URL('https://chat.example/ws');
const LOCAL = new URL('http://localhost:8787/');

const isAllowed = (setting: string, origin: string | null, server = SERVER) =>
  originAllowed(origin, server, parseOrigins(setting));

describe('without a list', () => {
  it.each<[origin: string | null, server: URL, allowed: boolean]>([
    [null, SERVER, true],
    ['https://chat.example', SERVER, true],
    ['https://evil.example', SERVER, false],
    ['null', SERVER, false],
    ['http://chat.example', SERVER, false],
    ['https://chat.example:444', SERVER, false],
    ['https://chat.example.evil.example', SERVER, false],
    ['HTTPS://CHAT.EXAMPLE', SERVER, false],
    ['https://any.example', LOCAL, true],
    ['null', LOCAL, true],
  ])('a page of %s at %s: %s', (origin, server, allowed) => {
    expect(isAllowed('', origin, server)).toBe(allowed);
    expect(isAllowed(' , ', origin, server)).toBe(allowed);
  });
});

describe('an entry is an origin as a browser sends it, however it is written [R16]', () => {
  it.each([
    ['https://www.example.com/', 'https://www.example.com'],
    ['HTTPS://Upper.Example', 'https://upper.example'],
    ['https://port.example:443', 'https://port.example'],
    ['http://port.example:80/', 'http://port.example'],
    ['http://port.example:8080', 'http://port.example:8080'],
    ['https://Bücher.example', 'https://xn--bcher-kva.example'],
    ['https://BÜCHER.example/', 'https://xn--bcher-kva.example'],
    ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['http://[0:0:0:0:0:0:0:1]:3000', 'http://[::1]:3000'],
    ['http://192.168.1.20', 'http://192.168.1.20'],
    ['http://intranet', 'http://intranet'],
    ['capacitor://LocalHost', 'capacitor://localhost'],
    ['chrome-extension://abcdefghijklmnop', 'chrome-extension://abcdefghijklmnop'],
    ['https://other.example,\n https://www.example.com', 'https://www.example.com'],
    ['NULL', 'null'],
    ['*', 'https://any.example'],
    ['*', 'null'],
  ])('%j allows %s', (setting, origin) => {
    expect(isAllowed(setting, origin)).toBe(true);
  });

  it.each([
    ['https://site.example', 'https://site.example.evil'],
    ['https://site.example', 'https://site.example:8443'],
    ['https://site.example', 'http://site.example'],
    ['https://site.example', 'https://www.site.example'],
    ['https://site.example', 'null'],
    ['https://site.example https://*.site.example', 'null'],
    ['null', 'https://null'],
    ['https://site.example', 'https://chat.exampl'],
  ])('%j does not allow %s', (setting, origin) => {
    expect(isAllowed(setting, origin)).toBe(false);
    expect(isAllowed(setting, origin, LOCAL)).toBe(false);
  });
});

describe('a wildcard allows the subdomains of one domain [R16]', () => {
  it.each([
    ['https://*.example.com', 'https://www.example.com'],
    ['https://*.example.com', 'https://a.b.example.com'],
    ['HTTPS://*.Example.com:443/', 'https://www.example.com'],
    ['https://*.example.com:8443', 'https://www.example.com:8443'],
    ['https://*.bücher.example', 'https://shop.xn--bcher-kva.example'],
    ['https://*.shop.pages.dev', 'https://preview.shop.pages.dev'],
    ['http://*.localhost:3000', 'http://shop.localhost:3000'],
  ])('%j allows %s', (setting, origin) => {
    expect(isAllowed(setting, origin)).toBe(true);
  });

  it.each([
    'https://example.com',
    'https://evilexample.com',
    'https://evil-example.com',
    'https://www.example.com.evil.test',
    'https://www.example.co',
    'http://www.example.com',
    'https://www.example.com:8443',
    'https://www.example.com.',
    'https://.example.com',
    'https://..example.com',
    'https://www.example.com/',
    'https://WWW.example.com',
    'https://evil.test/.example.com',
    'https://evil.test#.example.com',
    'https://evil.test?.example.com',
    'https://evil.test\\.example.com',
    'https://evil.test@www.example.com',
    'https://evil.test,https://www.example.com',
    'https://evil.test https://www.example.com',
    'null',
    '',
  ])('https://*.example.com does not allow %s', (origin) => {
    expect(isAllowed('https://*.example.com', origin)).toBe(false);
  });
});

describe('an invalid entry is named, with what to write', () => {
  it.each([
    ['example.org', 'has no scheme; write https://example.org.'],
    ['localhost:3000', 'has no scheme; write https://localhost:3000.'],
    ['*.example.org', 'has no scheme; write https://*.example.org.'],
    ['//example.org', 'has no scheme; write https://example.org.'],
    ['https:example.org', 'has no scheme; write https://example.org.'],
    ['https://example.org/chat', 'is more than an origin; write https://example.org.'],
    ['https://*.example.org/*', 'is more than an origin; write https://*.example.org.'],
    ['https://example.org?x', 'is more than an origin'],
    ['https://a.example;https://b.example', 'is more than an origin'],
    ['https://', 'is not an origin'],
    ['https://a.example;', 'is not an origin'],
    ['https://ada@example.org', 'is not an origin'],
    ['https://@example.org', 'is not an origin'],
    ['https://example.org:99999', 'is not an origin'],
    ['"https://example.org"', 'is not an origin'],
    ['["https://example.org"]', 'is not an origin'],
    ['file:///home', 'is more than an origin'],
    ['file://', 'is not an origin'],
    ['file://server', 'never matches: the origin of a file is null.'],
    ['data:text/html', 'has no scheme'],
    ['*://example.org', 'has a wildcard as its scheme'],
    ['https://*', 'would allow every site; write * to mean that.'],
    ['https://*:8443', 'has a wildcard'],
    ['https://example.org:*', 'has a wildcard'],
    ['https://preview-*.example.org', 'has a wildcard'],
    ['https://www.*.org', 'has a wildcard'],
    ['https://*.*.example.org', 'has a wildcard'],
    ['https://*.com', 'would allow sites of different owners'],
    ['https://*.co.uk', 'would allow sites of different owners'],
    ['https://*.pages.dev', 'would allow sites of different owners'],
    ['https://*.GitHub.io', 'would allow sites of different owners'],
    ['https://*.192.168.1.20', 'would allow sites of different owners'],
    ['https://*.[::1]', 'would allow sites of different owners'],
  ])('%s', (entry, reason) => {
    const read = () => parseOrigins(`https://fine.example ${entry}`);
    expect(read).toThrow(`ALLOWED_ORIGINS: "${entry}" ${reason}`);
  });
});
