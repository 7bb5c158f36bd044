import { SESClient } from '@aws-sdk/client-ses';
import { sesHttp } from './ses-http.ts';
import { addShortWay } from './ses-short-way.ts';

export interface SesClientOptions {
  region: string;
  /** Another address than AWS's own; credentials come from the usual AWS variables. */
  endpoint: string | null;
  maxConnections: number;
  timeoutMs: number;
}

/**
 * The SDK's client, put together for many small calls. Its own retries are off: only the fence decides whether a message
 * is tried again.
 */
export function createSesClient({ region, endpoint, maxConnections, timeoutMs }: SesClientOptions): SESClient {
  const http = sesHttp({ maxConnections, timeoutMs });
  const client = new SESClient({
    region,
    ...(endpoint === null ? {} : { endpoint }),
    maxAttempts: 1,
    cacheMiddleware: true,
    requestHandler: http,
  });
  addShortWay(client, { region, endpoint, http });
  return client;
}
