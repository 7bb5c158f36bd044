import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase, eventually, freePort } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { anInvited } from './testing/fixture.ts';
import { Respondent } from './testing/form-reader.ts';

const Exported = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(z.object({ name: z.string(), traceId: z.string(), parentSpanId: z.string().optional() })),
        }),
      ),
    }),
  ),
});

/** Takes what a process exports over OTLP. */
async function startCollector() {
  let received = '';
  const spans: { name: string; traceId: string; parentSpanId?: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received += body;
    const { resourceSpans } = Exported.parse(JSON.parse(body));
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    received: () => received,
    [Symbol.dispose]: () => void server.close(),
  };
}

test('the process serves pages, joins the trace of the invitation, tells no token or answer, and stops when asked', async () => {
  await using database = await createTestDatabase();
  using collector = await startCollector();
  const [port, adminPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: database.url, PORT: String(port), HOST: '127.0.0.1' },
      ...{ ADMIN_PORT: String(adminPort), SURVEY_URL: url, LOG_LEVEL: 'debug' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    await eventually(async () => (await fetch(`http://127.0.0.1:${adminPort}/readyz`)).ok);
    const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    const invited = await anInvited(database.pool, {
      traceparent: `00-${traceId}-${spanId}-01`,
      definition: { elements: [{ type: 'text', name: 'q', title: '{{ contact.firstName | nonsense }}' }] },
    });
    const ada = new Respondent(`${url}/s/${invited.token}`);
    await ada.send(await ada.open(), { 'a:q': 'a-very-private-answer' });
    await new Respondent(`${url}/o/${invited.token}`).post('wish=opt-out');
    await database.pool.query('alter table responses rename to gone');
    expect((await ada.open()).text).toContain('can’t be opened at the moment');

    const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    expect(metrics).toContain('canvass_survey_pages_total{outcome="finished"} 1');
    expect(metrics).toContain('canvass_survey_pages_total{outcome="failed"} 1');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(collector.spans).toContainEqual({ name: 'store response', traceId, parentSpanId: spanId });
    expect(collector.spans.map((span) => span.name)).toContain('POST /s/{token}');
    expect(output).toContain('survey.page-failed');
    expect(output).toContain('survey.piped-text-failed');
    for (const told of [output, collector.received(), metrics]) {
      expect(told).not.toContain(invited.token);
      expect(told).not.toContain('a-very-private-answer');
      expect(told).not.toContain('Ada');
    }
  } finally {
    child.kill('SIGKILL');
  }
});
