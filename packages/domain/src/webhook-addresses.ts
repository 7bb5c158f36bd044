import ipaddr from 'ipaddr.js';
import { z } from 'zod';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks that may be called though they are not public: `10.20.0.0/16`, `::1/128`. */
export type AllowedNetworks = readonly [Address, number][];

/** Comma-separated CIDRs, as they stand in the environment. */
export const AllowedNetworks = z.string().transform((text, context): AllowedNetworks => {
  const cidrs = text.split(',').map((part) => part.trim());
  const wrong = cidrs.filter((cidr) => cidr !== '' && !ipaddr.isValidCIDR(cidr));
  for (const cidr of wrong)
    context.addIssue({ code: 'custom', message: `"${cidr}" is not a network like 10.20.0.0/16` });
  return cidrs.filter((cidr) => ipaddr.isValidCIDR(cidr)).map((cidr) => ipaddr.parseCIDR(cidr));
});

/** How an address may be called: from the internet's point of view, by the operator's leave, or not at all. */
export type Reach = 'public' | 'allowed' | 'refused';

/**
 * Only plainly public addresses may be called: not loopback, private, link-local (the clouds' metadata services), shared
 * (CGNAT), unique local, multicast, reserved, nor an IPv6 address that carries an IPv4 one inside (mapped, NAT64, 6to4,
 * Teredo); a mapped one is looked at as the IPv4 address that it stands for.
 */
export function reachOf(address: string, allowed: AllowedNetworks): Reach {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return 'refused';
  const parsed = ipaddr.process(bare);
  for (const [network, bits] of allowed) {
    if (network.kind() === parsed.kind() && parsed.match(network, bits)) return 'allowed';
  }
  return parsed.range() === 'unicast' ? 'public' : 'refused';
}

/** What is wrong with a URL before any name is resolved; null = nothing. */
export function faultOfWebhookUrl(url: string, allowed: AllowedNetworks): string | null {
  if (!URL.canParse(url)) return 'This is not a URL.';
  const { protocol, username, password, hostname, hash } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'A webhook is called over https.';
  if (username !== '' || password !== '') return 'A URL with a password in it is not taken: calls are signed instead.';
  if (hash !== '') return 'The part behind # is never sent: leave it out.';
  if (protocol === 'http:' && allowed.length === 0) return 'A webhook is called over https.';
  const literal = ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''));
  const reach = literal ? reachOf(hostname, allowed) : null;
  if (reach === 'refused') return 'Webhooks do not call private or special addresses.';
  if (reach === 'public' && protocol === 'http:') return 'A public address is called over https.';
  return null;
}
