import { createServer, type ServerResponse } from 'node:http';
import { createProxyServer } from 'http-proxy-3';
import { z } from 'zod';
import { routeOf, services } from './routes.ts';

/** One address for console, API, ingress and survey pages: what an Ingress does in Kubernetes. */
const config = z
  .object({
    PORT: z.coerce.number(),
    ADMIN_PORT: z.coerce.number(),
    TARGETS: z.string().transform((text) => z.record(z.enum(services), z.url()).parse(JSON.parse(text))),
  })
  .parse(process.env);

const proxy = createProxyServer({ xfwd: true });
proxy.on('error', (error, _request, response) => {
  if (!('writeHead' in response)) return void response.destroy();
  answerUnavailable(response, error);
});

function answerUnavailable(response: ServerResponse, error: Error): void {
  process.stdout.write(
    `${JSON.stringify({ level: 'warn', time: new Date(), service: 'front', error: error.message, msg: 'proxy.failed' })}\n`,
  );
  if (response.headersSent) return void response.destroy();
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5', connection: 'close' });
  response.end('Canvass is starting or restarting this part. Try again in a few seconds.\n');
}

function serve(host: string) {
  const server = createServer((request, response) => {
    proxy.web(request, response, { target: config.TARGETS[routeOf(request.url ?? '/')] });
  });
  server.keepAliveTimeout = 65_000;
  server.once('error', (error) => {
    if (host === '::1' && 'code' in error && error.code !== 'EADDRINUSE') return; // a machine without IPv6
    process.stderr.write(`The front address could not be opened: ${error.message}\n`);
    process.exit(1);
  });
  return server.listen(config.PORT, host);
}

// Loopback alone, in both families: the demo's password and stand-ins are not for the network.
const servers = ['127.0.0.1', '::1'].map(serve);
const admin = createServer((_request, response) => void response.end('ok')).listen(config.ADMIN_PORT, '127.0.0.1');

process.on('SIGTERM', () => {
  for (const server of [...servers, admin]) {
    server.close();
    server.closeIdleConnections();
  }
  setTimeout(() => process.exit(0), 2000).unref();
});
