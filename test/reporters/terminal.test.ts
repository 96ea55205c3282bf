import { describe, expect, it } from 'vitest';
import { colorSupport, liveSupport, unicodeSupport } from '../../src/reporters/terminal.ts';

const tty = { isTTY: true };
const pipe = {};

describe('colour', () => {
  it.each([
    [tty, {}, undefined, true],
    [pipe, {}, undefined, false],
    [tty, { NO_COLOR: '1' }, undefined, false],
    [tty, { NO_COLOR: '' }, undefined, true],
    [tty, { TERM: 'dumb' }, undefined, false],
    [tty, { CI: 'true' }, undefined, true],
    [pipe, { CI: 'true' }, undefined, false],
    [pipe, { FORCE_COLOR: '1' }, undefined, true],
    [pipe, { FORCE_COLOR: '' }, undefined, true],
    [tty, { FORCE_COLOR: '0' }, undefined, false],
    [tty, { FORCE_COLOR: 'false' }, undefined, false],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb' }, undefined, true],
    [pipe, { FORCE_COLOR: '1' }, false, false],
    [pipe, { NO_COLOR: '1' }, true, true],
  ])('%o with %o and the flag %s: %s', (stream, env, color, expected) => {
    expect(colorSupport(stream, env, { color })).toBe(expected);
  });
});

describe('the live view', () => {
  it.each([
    [tty, {}, true],
    [pipe, {}, false],
    [tty, { TERM: 'dumb' }, false],
    [tty, { CI: 'true' }, false],
    [tty, { CI: 'false' }, true],
    [tty, { CI: '' }, true],
    [tty, { NO_COLOR: '1' }, true],
  ])('on %o with %o: %s', (stream, env, expected) => {
    expect(liveSupport(stream, env)).toBe(expected);
  });
});

describe('characters beyond ASCII', () => {
  it.each([
    ['linux', {}, true],
    ['linux', { LANG: 'zh_CN.UTF-8' }, true],
    ['linux', { LANG: 'en_US.utf8', TERM: 'xterm' }, true],
    ['linux', { LANG: 'zh_CN.GBK' }, false],
    ['linux', { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    ['linux', { LC_ALL: '', LANG: 'en_US.UTF-8' }, true],
    ['linux', { TERM: 'linux', LANG: 'en_US.UTF-8' }, false],
    ['darwin', { LC_CTYPE: 'UTF-8' }, true],
    ['win32', {}, false],
    ['win32', { WT_SESSION: 'x' }, true],
    ['win32', { TERM_PROGRAM: 'vscode' }, true],
    ['win32', { TERM: 'xterm-256color' }, true],
  ] as const)('on %s with %o: %s', (platform, env, expected) => {
    expect(unicodeSupport(env, platform)).toBe(expected);
  });
});
