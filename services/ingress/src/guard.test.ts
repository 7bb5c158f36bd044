import type { Pool } from '@canvass/database';
import { anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSource, post, rowsOf, startIngress, type TestIngress, type TestSource } from './testing/start-ingress.ts';

const pinned = { organizationId: anOrganizationId, objectType: 'Case' };
let bare: TestIngress;
let behindOne: TestIngress;
let behindStranger: TestIngress;
beforeAll(async () => {
  bare = await startIngress();
  behindOne = await startIngress({ limits: { proxies: { hops: 1, addresses: ['127.0.0.0/8'] } } });
  behindStranger = await startIngress({ limits: { proxies: { hops: 1, addresses: ['192.0.2.1'] } } });
});
afterAll(async () => {
  for (const one of [bare, behindOne, behindStranger]) await one[Symbol.asyncDispose]();
});

async function guarded(pool: Pool, guard: { networks?: string[]; certificate?: [string, string, string] }) {
  const source = await aSource(pool, pinned);
  const [header = null, kind = null, value = null] = guard.certificate ?? [];
  await pool.query(
    `update event_sources set allowed_networks = $2::cidr[], certificate_header = $3, certificate_kind = $4,
            certificate_value = $5 where id = $1`,
    [source.id, guard.networks ?? null, header, kind, value],
  );
  return source;
}

const send = (ingress: TestIngress, source: TestSource, headers: Record<string, string> = {}) =>
  post(ingress.urlOf(source.token), anOutboundMessage(), headers);
const reasonsOf = async (ingress: TestIngress, source: TestSource) =>
  (await rowsOf(ingress.pool, source)).rejections.map(({ reason }) => reason);

describe('the allow-list', () => {
  test('without a proxy the peer counts, whatever a header says', async () => {
    const here = await guarded(bare.pool, { networks: ['127.0.0.1/32'] });
    expect((await send(bare, here, { 'x-forwarded-for': '8.8.8.8' })).acknowledged).toBe(true);
    const elsewhere = await guarded(bare.pool, { networks: ['203.0.113.0/24', '2001:db8::/32'] });
    const reply = await send(bare, elsewhere, { 'x-forwarded-for': '203.0.113.9' });
    expect(reply.status).toBe(403);
    expect(await reasonsOf(bare, elsewhere)).toEqual(['address-not-allowed']);
  });

  test.each([
    ['203.0.113.9', true],
    ['8.8.8.8, 203.0.113.9', true],
    ['2001:db8::7', true],
    ['203.0.113.9, 8.8.8.8', false],
    ['not an address', false],
    ['', false],
  ])('behind one proxy its word counts: %s', async (forwarded, isAllowed) => {
    const source = await guarded(behindOne.pool, { networks: ['203.0.113.0/24', '2001:db8::/32'] });
    const reply = await send(behindOne, source, forwarded === '' ? {} : { 'x-forwarded-for': forwarded });
    expect(reply.acknowledged).toBe(isAllowed);
    expect(await reasonsOf(behindOne, source)).toEqual(isAllowed ? [] : ['address-not-allowed']);
  });

  test('nobody but the proxy is believed', async () => {
    const source = await guarded(behindStranger.pool, { networks: ['203.0.113.0/24'] });
    expect((await send(behindStranger, source, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  });
});

describe('the client certificate', () => {
  const subject = 'CN=sender,O=Acme';
  const fingerprint = 'AB:CD:EF:01';
  test.each([
    ['subject', subject, { 'ssl-client-subject-dn': subject, 'ssl-client-verify': 'SUCCESS' }, null],
    ['subject', subject, { 'ssl-client-subject-dn': `By=x;Subject="${subject}";URI=` }, null],
    ['fingerprint', fingerprint, { 'ssl-client-subject-dn': 'abcdef01' }, null],
    ['fingerprint', fingerprint, { 'ssl-client-subject-dn': 'By=x;Hash=abcdef01;Subject="y"' }, null],
    ['subject', subject, {}, 'certificate-missing'],
    ['subject', subject, { 'ssl-client-subject-dn': subject, 'ssl-client-verify': 'FAILED' }, 'certificate-missing'],
    ['subject', subject, { 'ssl-client-subject-dn': 'CN=sender' }, 'certificate-not-accepted'],
    ['fingerprint', fingerprint, { 'ssl-client-subject-dn': 'abcdef02' }, 'certificate-not-accepted'],
  ])('by %s %s: %o', async (kind, value, headers, reason) => {
    const source = await guarded(behindOne.pool, { certificate: ['SSL-Client-Subject-DN', kind, value] });
    const reply = await send(behindOne, source, headers);
    expect(reply.acknowledged).toBe(reason === null);
    expect(await reasonsOf(behindOne, source)).toEqual(reason === null ? [] : [reason]);
  });

  test('a header that anybody could write proves nothing', async () => {
    for (const ingress of [bare, behindStranger]) {
      const source = await guarded(ingress.pool, { certificate: ['ssl-client-subject-dn', 'subject', subject] });
      expect((await send(ingress, source, { 'ssl-client-subject-dn': subject })).status).toBe(403);
      expect(await reasonsOf(ingress, source)).toEqual(['certificate-missing']);
    }
  });
});
