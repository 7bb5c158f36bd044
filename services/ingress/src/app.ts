import type { IncomingMessage as HttpRequest } from 'node:http';
import { receiverWsdl } from '@canvass/outbound-message';
import { httpServerSpan, type Logger } from '@canvass/platform';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import { send } from './answer.ts';
import { helpPage } from './help-page.ts';
import type { Intake } from './intake.ts';
import { ackSeconds } from './metrics.ts';

const Params = z.object({ token: z.string() });

/** The routes of the ingress. */
export function createApp(intake: Intake, log: Logger, publicUrl: string | undefined): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);

  app.post('/in/:token', httpServerSpan('/in/{token}'), async (request, response) => {
    const startedAt = performance.now();
    const { token } = Params.parse(request.params);
    const { answer, facts } = await intake.receive(request, token);
    const durationMs = performance.now() - startedAt;
    // The answer leaves first: the sender of a single connection waits for nothing else.
    const sending = answer === null ? null : send(request, response, answer);
    if (answer !== null && answer.status < 300) ackSeconds.observe(durationMs / 1000);
    log.info({ ...facts, status: answer?.status ?? null, durationMs: Math.round(durationMs) }, 'message.received');
    await sending;
  });

  app.all('/in/:token', (request, response) => {
    response.set({ Allow: 'POST', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    const { token } = Params.parse(request.params);
    if (request.method === 'GET' && asksForWsdl(request)) {
      const base = publicUrl?.replace(/\/+$/, '') ?? ownAddress(request, request.protocol);
      response.type('text/xml').send(receiverWsdl(`${base}/in/${encodeURIComponent(token)}`));
      return;
    }
    response
      .status(405)
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .type('text/html')
      .send(helpPage);
  });

  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing at this address.\n');
  });
  const onError: ErrorRequestHandler = (error, _request, response, _next) => {
    const badAddress = error instanceof URIError;
    if (!badAddress) log.error({ err: error }, 'request.failed');
    if (response.headersSent) response.destroy();
    else if (badAddress) response.status(404).type('text/plain').send('There is nothing at this address.\n');
    else response.status(503).type('text/plain').send('Send it again later.\n');
  };
  app.use(onError);
  return app;
}

function asksForWsdl(request: HttpRequest): boolean {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  return [...query.keys()].some((key) => key.toLowerCase() === 'wsdl');
}

function ownAddress(request: HttpRequest, protocol: string): string {
  const forwarded = request.headers['x-forwarded-proto'];
  const host = request.headers.host ?? '';
  return `${forwarded === 'https' ? 'https' : protocol}://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : 'localhost'}`;
}
