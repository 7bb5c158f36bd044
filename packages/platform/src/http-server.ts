import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface HttpServer extends AsyncDisposable {
  readonly port: number;
  readonly server: Server;
}

export interface ListenOptions {
  port: number;
  host?: string;
  /** A request, headers and body, must have arrived within this time. */
  requestTimeoutMs?: number;
  maxConnections?: number;
}

/** Listens, and on disposal takes no more connections, lets running requests finish, closes idle ones. */
export async function listen(app: RequestListener, options: ListenOptions): Promise<HttpServer> {
  const server = createServer(
    { requestTimeout: options.requestTimeoutMs ?? 30_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    app,
  );
  server.keepAliveTimeout = 65_000; // longer than the usual load balancer's 60 s, so that it never meets a closed connection
  const silent = trackSilentConnections(server);
  if (options.maxConnections !== undefined) server.maxConnections = options.maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '0.0.0.0', resolve);
  });
  const address = server.address() as AddressInfo; // a TCP server has one once it listens
  return {
    port: address.port,
    server,
    [Symbol.asyncDispose]: () => drain(server, silent),
  };
}

/** Connections that have not asked for anything yet, as browsers open them in advance: Node does not count them as idle. */
function trackSilentConnections(server: Server): ReadonlySet<Socket> {
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', (request) => silent.delete(request.socket));
  return silent;
}

const silentGraceMs = 500;

function drain(server: Server, silent: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose request ends after the close stays open for its next one: it is closed once idle.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const hangUp = setTimeout(() => {
      for (const socket of silent) socket.destroy();
    }, silentGraceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(hangUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
