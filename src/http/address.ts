import { BlockList, isIP } from 'node:net';

/** Networks of IPv4 that are not the public internet (IANA's special-purpose registry), and one that only clouds have. */
const privateNetworks = [
  '0.0.0.0/8', // this host
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT; also a cloud's metadata service (100.100.100.200)
  '127.0.0.0/8',
  '168.63.129.16/32', // a cloud's platform service, at a public address
  '169.254.0.0/16', // link-local; metadata services
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
  // 198.18.0.0/15 (for benchmarks) is not among them: widespread local proxies answer every name with an address of it.
];
/** Of IPv6 only 2000::/3 is public, apart from these. */
const privateInPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const private4 = blockList(privateNetworks, 'ipv4');
const public6 = blockList(['2000::/3'], 'ipv6');
const private6 = blockList(privateInPublic6, 'ipv6');
const mapped4 = blockList(['::ffff:0:0/96'], 'ipv6');
/** NAT64: the last 32 bits are an IPv4 address. */
const translated4 = blockList(['64:ff9b::/96'], 'ipv6');

function blockList(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** Whether an IP address is loopback, link-local, private, reserved or a metadata service: anything but the public internet. */
export function isPrivateAddress(address: string): boolean {
  const ip = address.replace(/%.*$/s, '');
  switch (isIP(ip)) {
    case 4:
      return private4.check(ip, 'ipv4');
    case 6: {
      const inner = mapped4.check(ip, 'ipv6') || translated4.check(ip, 'ipv6');
      if (inner) return private4.check(lastFourBytes(ip), 'ipv4');
      return !public6.check(ip, 'ipv6') || private6.check(ip, 'ipv6');
    }
    default:
      return true;
  }
}

/** The IPv4 address in the last 32 bits of an IPv6 address. */
function lastFourBytes(ip: string): string {
  // The URL parser writes every address in one way: groups of hex digits, `::` at most once.
  const groups = new URL(`http://[${ip}]/`).hostname.slice(1, -1).split(':');
  const [high = '', low = ''] = groups.slice(-2);
  const bits = (parseInt(high || '0', 16) << 16) | parseInt(low || '0', 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

/** A URL's host name as a bare IP address or name: no brackets, no final dot, lower case. */
export function bareHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** Whether a URL's host is written as a private address or as localhost; what other names lead to shows at connect time. */
export function isPrivateHost(hostname: string): boolean {
  const host = bareHost(hostname);
  return isIP(host) ? isPrivateAddress(host) : isLocalName(host);
}

/** Whether a URL's host is this machine, as written. */
export function isLoopbackHost(hostname: string): boolean {
  const host = bareHost(hostname);
  if (isIP(host) === 6) return /^::(1|ffff:7f[\da-f]{2}:[\da-f]{1,4})$/.test(host);
  return isIP(host) === 4 ? /^(127\.|0\.0\.0\.0$)/.test(host) : isLocalName(host);
}

function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}
