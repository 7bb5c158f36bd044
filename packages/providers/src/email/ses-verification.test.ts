import { type SesStandIn, startSesStandIn } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSesSender } from './ses.ts';

let ses: SesStandIn;
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  ses = await startSesStandIn();
});
afterAll(async () => {
  await ses[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

test('an address is verified by itself, by its domain, or by a domain above that', async () => {
  const connection = { region: 'eu-central-1', endpoint: ses.url, configurationSet: null };
  await using sender = createSesSender({ ...connection, maxConnections: 1, timeoutMs: 2_000 });
  ses.verify('acme.example', 'one@other.example');
  const addresses = [
    'a@acme.example',
    'b@mail.acme.example',
    'one@other.example',
    'two@other.example',
    'c@cme.example',
  ];
  expect(await sender.findUnverified?.(addresses)).toEqual(new Set(['two@other.example', 'c@cme.example']));
});
