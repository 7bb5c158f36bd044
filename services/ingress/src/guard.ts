import type { IncomingMessage as HttpRequest } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { CertificateCheck, EventSourceTarget } from '@canvass/database';
import { type Refusal, refusal } from './dialect.ts';

export interface TrustedProxies {
  /** Proxies in front, each of which adds the address that it was called from to `X-Forwarded-For`; 0 = none. */
  readonly hops: number;
  /** Addresses or networks of the nearest proxy; empty = whoever calls, which is right only where nobody else can. */
  readonly addresses: readonly string[];
}

/** Whether a request may come from where it comes from; null = it may. Most event sources have neither list nor certificate. */
export class Guard {
  readonly #hops: number;
  readonly #nearest: BlockList | null;

  constructor({ hops, addresses }: TrustedProxies) {
    this.#hops = hops;
    this.#nearest = addresses.length === 0 ? null : toBlockList(addresses);
  }

  refuse(request: HttpRequest, { allowedNetworks, certificate }: EventSourceTarget): Refusal | null {
    if (allowedNetworks !== null) {
      const address = this.#senderOf(request);
      if (address === null) {
        const detail =
          'The sender’s address is not known: X-Forwarded-For did not come from a trusted proxy, or is too short.';
        return refusal('address-not-allowed', detail);
      }
      if (!isIn(toBlockList(allowedNetworks), address)) {
        return refusal('address-not-allowed', `The request comes from ${address}, which is not on the allow-list.`);
      }
    }
    return certificate === null ? null : this.#refuseCertificate(request, certificate);
  }

  /** The address that the outermost trusted proxy saw; null = nobody who is trusted says it. */
  #senderOf(request: HttpRequest): string | null {
    const peer = plainAddress(request.socket.remoteAddress ?? '');
    if (this.#hops === 0) return peer;
    if (!this.#isProxy(peer)) return null;
    const seen = String(request.headers['x-forwarded-for'] ?? '').split(',');
    return plainAddress(seen[seen.length - this.#hops]?.trim() ?? '');
  }

  #isProxy(peer: string | null): boolean {
    if (this.#hops === 0 || peer === null) return false;
    return this.#nearest === null || isIn(this.#nearest, peer);
  }

  #refuseCertificate(request: HttpRequest, { header, kind, value }: CertificateCheck): Refusal | null {
    if (!this.#isProxy(plainAddress(request.socket.remoteAddress ?? ''))) {
      return refusal('certificate-missing', 'The request did not come through a trusted proxy.');
    }
    const given = request.headersDistinct[header.toLowerCase()] ?? [];
    const [text = ''] = given;
    const verified = request.headers['ssl-client-verify'];
    if (given.length !== 1 || text === '' || (verified !== undefined && verified !== 'SUCCESS')) {
      return refusal('certificate-missing', `The proxy passed no checked certificate on in ${header}.`);
    }
    const met = kind === 'subject' ? subjectOf(text) === value : fingerprintOf(text) === toHex(value);
    return met ? null : refusal('certificate-not-accepted', `The ${kind} in ${header} is another one.`);
  }
}

/** Alone, as nginx writes it, or within Envoy's `X-Forwarded-Client-Cert`. */
function subjectOf(text: string): string {
  return /(?:^|;)Subject="([^"]*)"/.exec(text)?.[1] ?? text;
}

function fingerprintOf(text: string): string {
  return toHex(/(?:^|;)Hash=([0-9a-f]+)/i.exec(text)?.[1] ?? text);
}

const toHex = (fingerprint: string) => fingerprint.replaceAll(':', '').toLowerCase();

/** An IPv4 address as such, however it was carried; null for what is no address. */
function plainAddress(text: string): string | null {
  const plain = text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/^\[(.*)\](?::\d+)?$/, '$1');
  return isIP(plain) === 0 ? null : plain;
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const madeLists = new Map<string, BlockList>();
const maxLists = 5000;

function toBlockList(networks: readonly string[]): BlockList {
  const key = networks.join();
  const made = madeLists.get(key);
  if (made !== undefined) return made;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  if (madeLists.size >= maxLists) madeLists.clear();
  madeLists.set(key, list);
  return list;
}
