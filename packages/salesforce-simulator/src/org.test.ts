import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { OrgIdentity } from '@canvass/outbound-message';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoCases } from './demo-cases.ts';
import { Org, type OrgBehaviour } from './org.ts';
import { Random } from './random.ts';

const acme: OrgIdentity = {
  organizationId: '00D7Q0000004KpzUAE',
  actionId: '04k7Q0000000019QAA',
  objectType: 'Case',
  host: 'acme.my.salesforce.com',
  apiVersion: '66.0',
};
const acknowledged =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';
const acknowledge = (response: ServerResponse) => response.setHeader('Content-Type', 'text/xml').end(acknowledged);

interface Received {
  headers: IncomingMessage['headers'];
  ids: string[];
  at: number;
}
/** A real HTTP server that notes what arrives; each test says how it answers. */
let received: Received[] = [];
let answer: (response: ServerResponse, nth: number) => unknown = acknowledge;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const ids = [
    ...Buffer.concat(chunks)
      .toString('utf8')
      .matchAll(/<Id>(\w+)<\/Id>/g),
  ].map(([, id]) => id ?? '');
  received.push({ headers: request.headers, ids, at: Date.now() });
  answer(response, received.length);
});
let url = '';

beforeEach(async () => {
  received = [];
  answer = acknowledge;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/in/token`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const cases = (count: number) => [...demoCases({ count, seed: 1, now: new Date('2026-11-23T10:00:00Z') })];
const sent = () => received.flatMap(({ ids }) => ids);
function anOrg(behaviour: Partial<OrgBehaviour> = {}): Org {
  return new Org(acme, url, {
    batch: 10,
    concurrency: 4,
    rate: null,
    duplicates: 0,
    loseAcks: 0,
    reorder: false,
    random: new Random(1),
    firstRetryMs: 20,
    ...behaviour,
  });
}

test('250 notifications in batches of 100 are three messages with the headers of Salesforce', async () => {
  const org = anOrg({ batch: 100 });
  await org.send(cases(250));
  expect(received.map(({ ids }) => ids.length).sort()).toEqual([100, 100, 50]);
  expect(new Set(sent()).size).toBe(250);
  expect(org.ledger.acknowledged).toBe(250);
  expect(received[0]?.headers).toMatchObject({
    'content-type': 'text/xml; charset=utf-8',
    soapaction: '""',
    'user-agent': 'Jakarta Commons-HttpClient/3.1',
  });
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ['status 503', (response) => response.writeHead(503).end()],
  ['a nack', (response) => response.setHeader('Content-Type', 'text/xml').end(acknowledged.replace('true', 'false'))],
  ['an empty 200', (response) => response.end()],
  ['a broken connection', (response) => response.destroy()],
  ['no answer in time', () => {}],
])('after %s everything is sent again until it is acknowledged', async (_failure, fail) => {
  answer = (response, nth) => (nth <= 3 ? fail(response) : acknowledge(response));
  const org = anOrg({ timeoutMs: 300, concurrency: 1 });
  await org.send(cases(10));
  expect(received).toHaveLength(4);
  expect(org.ledger.acknowledged).toBe(10);
  expect([...org.ledger.failures.values()]).toEqual([3]);
});

test('each retry waits twice as long as the one before, up to the longest wait', async () => {
  answer = (response, nth) => (nth <= 5 ? response.writeHead(500).end() : acknowledge(response));
  await anOrg({ firstRetryMs: 40, maxRetryMs: 160, concurrency: 1 }).send(cases(1));
  const waits = received.slice(1).map(({ at }, index) => at - (received[index]?.at ?? 0));
  for (const [index, least] of [40, 80, 160, 160, 160].entries()) {
    expect(waits[index]).toBeGreaterThanOrEqual(least - 2);
    expect(waits[index]).toBeLessThan(least + 120);
  }
});

test('what is not acknowledged in the allowed time is given up', async () => {
  answer = (response) => response.writeHead(500).end();
  const org = anOrg({ giveUpAfterMs: 200 });
  await org.send(cases(5));
  expect(org.ledger.acknowledged).toBe(0);
});

test('lost acks: everything arrives, some of it again, and is acknowledged in the end', async () => {
  const org = anOrg({ loseAcks: 0.4, batch: 5 });
  await org.send(cases(100));
  expect(org.ledger.lostAcks).toBeGreaterThan(0);
  expect(received.length).toBeGreaterThan(20);
  expect(new Set(sent()).size).toBe(100);
  expect(org.ledger.acknowledged).toBe(100);
  for (const entry of org.ledger.entries) {
    expect(entry.firstAnsweredAt?.getTime()).toBeLessThanOrEqual(entry.acknowledgedAt?.getTime() ?? 0);
  }
});

test('duplicates are notifications that come again after their acknowledgement, in other company', async () => {
  const org = anOrg({ duplicates: 0.3 });
  await org.send(cases(100));
  expect(org.ledger.duplicates).toBeGreaterThan(10);
  expect(sent()).toHaveLength(100 + org.ledger.duplicates);
  expect(new Set(sent()).size).toBe(100);
  const companies = received.map(({ ids }) => ids.toSorted().join());
  expect(new Set(companies).size).toBe(companies.length);
});

test('reordered notifications all arrive, in another order', async () => {
  await anOrg({ reorder: true, concurrency: 1 }).send(cases(50));
  const inOrder = cases(50).map(({ id }) => id);
  expect(sent()).not.toEqual(inOrder);
  expect(sent().sort()).toEqual(inOrder.sort());
});

test('a rate of 50 notifications a second takes a second for 50 beyond the first message', async () => {
  const startedAt = Date.now(); // not when the first arrived: how long its connection took says nothing of the rate
  await anOrg({ rate: 50, batch: 10 }).send(cases(30));
  expect((received.at(-1)?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(390);
});

test('no more messages are under way than the org has connections', async () => {
  let underWay = 0;
  let most = 0;
  answer = (response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      acknowledge(response);
    }, 20);
  };
  await anOrg({ batch: 1, concurrency: 3 }).send(cases(30));
  expect(most).toBe(3);
});

test('an aborted send ends soon and leaves the rest unacknowledged', async () => {
  answer = (response) => response.writeHead(500).end();
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 100);
  const org = anOrg({ firstRetryMs: 60_000 });
  await org.send(cases(10), abort.signal);
  expect(org.ledger.acknowledged).toBe(0);
});
