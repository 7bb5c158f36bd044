import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const acknowledged =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';
const message =
  '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><Notification><Id>04l1</Id><sObject><sf:Id xmlns:sf="x">5001</sf:Id></sObject></Notification></notifications></e:Body></e:Envelope>';

let home = '';
let url = '';
const bodies: string[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  if (request.method === 'GET') return void response.writeHead(405).end();
  bodies.push(body);
  if (request.url === '/refuses') return void response.writeHead(400).end('wrong org');
  response.setHeader('Content-Type', 'text/xml').end(acknowledged);
});

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'canvass-send-'));
  await writeFile(join(home, 'message.xml'), message);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(home, { recursive: true });
});

async function demoSend(...args: string[]): Promise<{ code: number | null; text: string }> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, CANVASS_HOME: home } });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text };
}

test('an address without a known API key gets everything, and the end says that it was not followed', async () => {
  const { code, text } = await demoSend('--url', `${url}/in/token`, '--count', '25', '--batch', '10');
  expect(text).toContain('25 of 25 notifications in 3 messages');
  expect(text).toContain('Not followed');
  expect(code).toBe(0);
});

test('a message file is sent byte for byte', async () => {
  const { code } = await demoSend('--url', `${url}/in/token`, '--file', join(home, 'message.xml'));
  expect(bodies.at(-1)).toBe(message);
  expect(code).toBe(0);
});

test('a refused message file ends with 1 and shows the answer', async () => {
  const { code, text } = await demoSend('--url', `${url}/refuses`, '--file', join(home, 'message.xml'));
  expect(text).toContain('HTTP 400');
  expect(text).toContain('wrong org');
  expect(code).toBe(1);
});

test.each([
  ['nothing was ever started', ['--count', '1'], 'npm start'],
  ['nothing answers', ['--url', 'http://127.0.0.1:9/in/token'], 'Nothing answers at http://127.0.0.1:9'],
  ['an option is out of its range', ['--batch', '101', '--url', 'http://127.0.0.1:9'], '--batch'],
  ['an option does not exist', ['--frobnicate'], '--frobnicate'],
])('when %s, it says so and ends with 2', async (_when, args, words) => {
  const { code, text } = await demoSend(...args);
  expect(text).toContain(words);
  expect(code).toBe(2);
});
