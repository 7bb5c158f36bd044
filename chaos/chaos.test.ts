import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueBackends } from '@canvass/test-support';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faultKinds } from './faults/fault-kinds.ts';
import { runChaos } from './run-chaos.ts';
import { copyChanged } from './support/changed-copy.ts';

const minutes = 60_000;
let folder: string;
let resources: AsyncDisposableStack;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass-chaos-'));
  resources = new AsyncDisposableStack();
});
afterEach(async () => {
  await resources.disposeAsync();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 1 * minutes);

const short = { rate: 15, print: () => {} };

describe.each(queueBackends())('on %s', (backend) => {
  test('half a minute of faults loses nothing and does nothing twice', { timeout: 10 * minutes }, async () => {
    const run = await runChaos({ ...short, backend, minutes: 0.5, seed: 4, folder }, resources);
    expect(run.violations, run.report).toEqual([]);
    expect(run.books.sent.length).toBeGreaterThan(100);
    expect(run.books.outboxes.email.length).toBeGreaterThan(10);
  });
});

test('a product that sends again what it doubts of is found out', { timeout: 10 * minutes }, async () => {
  const sources = await copyChanged(join(folder, 'changed'), {
    file: 'packages/providers/src/email/ses-failures.ts',
    from: "    kind: 'unclear',\n",
    to: "    kind: 'not-accepted',\n    retryAfterMs: null,\n",
  });
  const kinds = faultKinds.filter(({ name }) => name === 'ses takes messages and loses the answers');
  const run = await runChaos(
    { ...short, backend: 'postgres', minutes: 0.5, seed: 1, folder, sources, kinds },
    resources,
  );
  expect(run.violations.map(({ kind }) => kind)).toContain('messaged-twice');
});
