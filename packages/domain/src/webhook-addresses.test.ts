import { describe, expect, test } from 'vitest';
import { AllowedNetworks, faultOfWebhookUrl, reachOf } from './webhook-addresses.ts';

const none = AllowedNetworks.parse('');

describe('an address that is not plainly public is refused', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, elsewhere in its network', '127.255.3.4'],
    ['loopback of IPv6', '::1'],
    ['loopback, mapped into IPv6', '::ffff:127.0.0.1'],
    ['loopback, mapped, in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['unspecified', '0.0.0.0'],
    ['unspecified of IPv6', '::'],
    ['"this network"', '0.1.2.3'],
    ['private 10/8', '10.1.2.3'],
    ['private 172.16/12, first', '172.16.0.1'],
    ['private 172.16/12, last', '172.31.255.254'],
    ['private 192.168/16', '192.168.0.1'],
    ['private, mapped', '::ffff:192.168.0.1'],
    ['link-local', '169.254.1.1'],
    ['metadata of AWS, Azure, Google', '169.254.169.254'],
    ['metadata, mapped', '::ffff:a9fe:a9fe'],
    ['metadata of AWS over IPv6', 'fd00:ec2::254'],
    ['metadata of Alibaba, in CGNAT', '100.100.100.200'],
    ['CGNAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast of IPv6', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['benchmarking', '198.18.0.1'],
    ['link-local of IPv6', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['unique local', 'fc00::1'],
    ['NAT64 of a private address', '64:ff9b::a00:1'],
    ['6to4 of a private address', '2002:a00:1::1'],
    ['Teredo', '2001:0:4136:e378::1'],
    ['documentation of IPv6', '2001:db8::1'],
    ['no address at all', 'localhost'],
    ['empty', ''],
  ])('%s', (_, address) => expect(reachOf(address, none)).toBe('refused'));
});

test.each([
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
])('the public address %s may be called', (address) => expect(reachOf(address, none)).toBe('public'));

test('a network is allowed by its CIDR, in either notation, and what lies beside it is not', () => {
  const allowed = AllowedNetworks.parse('10.20.0.0/16, ::1/128');
  expect(reachOf('10.20.3.4', allowed)).toBe('allowed');
  expect(reachOf('::ffff:10.20.3.4', allowed)).toBe('allowed');
  expect(reachOf('::1', allowed)).toBe('allowed');
  expect(reachOf('10.21.0.1', allowed)).toBe('refused');
  expect(reachOf('127.0.0.1', allowed)).toBe('refused');
});

test('a mistake in the setting is named', () => {
  expect(AllowedNetworks.safeParse('10.0.0.0/8,10.0.0.0/99,local').error?.issues.map(({ message }) => message)).toEqual(
    ['"10.0.0.0/99" is not a network like 10.20.0.0/16', '"local" is not a network like 10.20.0.0/16'],
  );
});

describe('a URL with a fault that can be seen is refused when it is entered', () => {
  test.each([
    ['no URL', 'example.com/hook'],
    ['another protocol', 'ftp://example.com/'],
    ['without encryption', 'http://example.com/'],
    ['with a password', 'https://me:secret@example.com/'],
    ['with a fragment', 'https://example.com/#here'],
    ['a private address', 'https://192.168.1.1/'],
    ['a loopback address as one number', 'https://2130706433/'],
    ['a loopback address in octal', 'https://0177.0.0.1/'],
    ['a loopback address in hexadecimal', 'https://0x7f.1/'],
    ['a loopback address of IPv6', 'https://[::1]/'],
    ['a mapped address', 'https://[::ffff:10.0.0.1]/'],
  ])('%s', (_, url) => expect(faultOfWebhookUrl(url, none)).not.toBeNull());

  test('and one without is taken', () =>
    expect(faultOfWebhookUrl('https://example.com/hooks/canvass?a=b', none)).toBeNull());

  test('plain http is taken only for an allowed network', () => {
    const allowed = AllowedNetworks.parse('127.0.0.0/8');
    expect(faultOfWebhookUrl('http://127.0.0.1:9000/', allowed)).toBeNull();
    expect(faultOfWebhookUrl('http://8.8.8.8/', allowed)).not.toBeNull();
  });
});
