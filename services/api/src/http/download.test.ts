import { listen } from '@canvass/platform';
import { eventually } from '@canvass/test-support';
import compression from 'compression';
import express from 'express';
import { expect, test } from 'vitest';
import { Download } from './download.ts';

const piece = 'x'.repeat(65_536);

/** A file without an end, and how much of it was asked for. */
function endless() {
  const made = { pieces: 0, ended: false };
  async function* pieces() {
    try {
      for (;;) {
        made.pieces += 1;
        yield piece;
      }
    } finally {
      made.ended = true;
    }
  }
  return { made, pieces: pieces() };
}

test('a file is made no faster than its reader takes it, and no further once the reader is gone', async () => {
  const { made, pieces } = endless();
  const app = express().use(compression());
  app.get('/', (_request, response) => new Download('runs.csv', 'text/csv', pieces).send(response));
  await using server = await listen(app, { port: 0, host: '127.0.0.1' });
  const leaving = new AbortController();
  const response = await fetch(`http://127.0.0.1:${server.port}/`, {
    headers: { 'accept-encoding': 'identity' },
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  let before = -1;
  await eventually(async () => {
    const stands = made.pieces === before;
    before = made.pieces;
    return stands;
  });
  expect(made.pieces).toBeLessThan(200); // what the sockets hold
  expect(made.ended).toBe(false);
  leaving.abort();
  await eventually(async () => made.ended);
});

test('a file that fails in the middle breaks off: nobody takes it for a whole one', async () => {
  async function* pieces() {
    yield piece;
    throw new Error('the database is gone');
  }
  const app = express();
  app.get('/', (_request, response) => new Download('runs.csv', 'text/csv', pieces()).send(response));
  await using server = await listen(app, { port: 0, host: '127.0.0.1' });
  const response = await fetch(`http://127.0.0.1:${server.port}/`);
  await expect(response.text()).rejects.toThrow();
});
