import { describe, expect, it } from 'vitest';
import { HttpFailure } from '../../src/http/http-failure.ts';
import { readTarget, shownText, shownUrl } from '../../src/http/target.ts';

describe('readTarget', () => {
  it.each([
    ['', 'http-url'],
    ['example.com/x', 'http-url'],
    ['localhost:8080/x', 'http-url'],
    ['/x', 'http-url'],
    ['http://', 'http-url'],
    ['http://a b/', 'http-url'],
    ['http://host:99999/', 'http-url'],
    ['ftp://host/', 'http-url/scheme'],
    ['file:///etc/passwd', 'http-url/scheme'],
    ['javascript:alert(1)', 'http-url'],
    ['http://good.test\r\n.bad.test/', 'http-url/control'],
    ['ht\ntp://bad.test/', 'http-url/control'],
  ])('refuses %j', (text, key) => {
    expect(() => readTarget(text)).toThrow(HttpFailure);
    expect(() => readTarget(text)).toThrow(key);
  });

  it('takes credentials and the fragment off', () => {
    const { url, authorization } = readTarget('https://user@host.test/a?b=c#d');
    expect(url.href).toBe('https://host.test/a?b=c');
    expect(authorization).toBe(`Basic ${Buffer.from('user:').toString('base64')}`);
  });
});

describe('what messages show', () => {
  it.each([
    ['https://u:p@h.test/a?key=secret&b=2&flag#x', 'https://h.test/a?key=…&b=…&…'],
    ['https://h.test/a', 'https://h.test/a'],
    ['https://h.test/?secret', 'https://h.test/?…'],
  ])('%s', (text, shown) => {
    expect(shownUrl(new URL(text))).toBe(shown);
  });

  it('is cut where it is long', () => {
    expect(shownUrl(new URL(`https://h.test/${'a'.repeat(5_000)}`))).toHaveLength(201);
  });

  it.each([
    ['htp//user:p/a@ss@host', 'htp//host'],
    ['nowhere?key=secret', 'nowhere'],
    ['a\u001b[31mb\nc', 'a\uFFFD[31mb\uFFFDc'],
  ])('%j, which is no URL', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });
});
