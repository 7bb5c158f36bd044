import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import type { Socket } from 'node:net';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpHandlerOptions, HttpRequest, RequestHandler } from '@smithy/types';

export type SesHttp = RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions>;

/**
 * Carries requests over kept connections, each within `timeoutMs` from its first byte out to its answer's last one in: a
 * body that hangs would hold its sender for ever.
 */
export function sesHttp({ maxConnections, timeoutMs }: { maxConnections: number; timeoutMs: number }): SesHttp {
  // Idle connections close before AWS closes them, so that a request rarely meets a dead one (its fate would be unclear).
  const options = { keepAlive: true, maxSockets: maxConnections, timeout: 4_000 };
  const [plain, secure] = [new HttpAgent(options), new HttpsAgent(options)];
  /** Connections over which requests have gone, or may. */
  const ready = new WeakSet<Socket>();

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => {
      plain.destroy();
      secure.destroy();
    },
    handle: ({ protocol, hostname, port, method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const target = { hostname, port: port ?? null, method, path, headers };
        const request =
          protocol === 'https:' ? overHttps({ ...target, agent: secure }) : overHttp({ ...target, agent: plain });
        // Until a connection is there, and its encryption, no byte of the request has left.
        let mayHaveLeft = false;
        request.once('socket', (socket) => {
          // A connection that is there tells so no more, whether it was idle or passed on at once: `reusedSocket` is true
          // of the former alone.
          mayHaveLeft = ready.has(socket);
          if (mayHaveLeft) return;
          socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', () => {
            ready.add(socket);
            mayHaveLeft = true;
          });
        });
        const fail = (error: Error) => {
          clearTimeout(limit);
          reject(mayHaveLeft ? error : Object.assign(error, { syscall: 'connect' }));
        };
        const limit = setTimeout(() => {
          const error = new Error(`no answer within ${timeoutMs} ms`);
          request.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'read' }));
        }, timeoutMs);
        request.on('error', fail);
        request.once('response', (response: IncomingMessage) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.once('end', () => {
            clearTimeout(limit);
            resolve({ response: toResponse(response, Buffer.concat(chunks)) });
          });
        });
        request.end(body);
      }),
  };
}

function toResponse({ statusCode = 0, headers }: IncomingMessage, body: Buffer): HttpResponse {
  const single = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return new HttpResponse({ statusCode, headers: Object.fromEntries(single), body });
}
