import { describe, expect, it } from 'vitest';
import { isLoopbackHost, isPrivateAddress, isPrivateHost } from '../../src/http/address.ts';
import { readTarget } from '../../src/http/target.ts';

describe('isPrivateAddress', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '64:ff9b:1::1',
    '100::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::',
    'no address',
    '',
  ])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '193.0.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
    '2400:3200::1',
    '::ffff:1.1.1.1',
    '::ffff:808:808',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('hosts as URLs write them', () => {
  it.each([
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://0x7f000001/',
    'http://127.0.0.1./',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://app.localhost/',
    'http://１２７.0.0.1/',
  ])('%s is this machine', (url) => {
    const { hostname } = readTarget(url).url;
    expect(isLoopbackHost(hostname)).toBe(true);
    expect(isPrivateHost(hostname)).toBe(true);
  });

  it.each(['http://10.0.0.1/', 'http://[fd00::1]/', 'http://2852039166/', 'http://0xa9fea9fe/'])(
    '%s is private and not this machine',
    (url) => {
      const { hostname } = readTarget(url).url;
      expect(isPrivateHost(hostname)).toBe(true);
      expect(isLoopbackHost(hostname)).toBe(false);
    },
  );

  it.each(['http://example.com/', 'http://1.1.1.1/', 'http://localhost.example.com/'])(
    '%s is neither',
    (url) => {
      expect(isPrivateHost(new URL(url).hostname)).toBe(false);
      expect(isLoopbackHost(new URL(url).hostname)).toBe(false);
    },
  );
});
