import { SESClient } from '@aws-sdk/client-ses';
import { sesHttp } from './ses-http.ts';
import { SesProtocol } from './ses-protocol.ts';
import { SesSigner } from './ses-signer.ts';

export interface SesClientOptions {
  region: string;
  /** Another address than AWS's own; credentials come from the usual AWS variables. */
  endpoint: string | null;
  maxConnections: number;
  timeoutMs: number;
}

/** Not needed for a call to be right, and done anew for each message. */
const leftOut = ['getUserAgentMiddleware', 'recursionDetectionMiddleware', 'loggerMiddleware'];

/**
 * The SDK's client, put together for many small calls. Its own retries are off: only the fence decides whether a message
 * is tried again.
 */
export function createSesClient({ region, endpoint, maxConnections, timeoutMs }: SesClientOptions): SESClient {
  const client = new SESClient({
    region,
    ...(endpoint === null ? {} : { endpoint }),
    maxAttempts: 1,
    cacheMiddleware: true,
    protocol: SesProtocol,
    httpAuthSchemes: [
      {
        schemeId: 'aws.auth#sigv4',
        identityProvider: (providers) => providers.getIdentityProvider('aws.auth#sigv4'),
        signer: new SesSigner(region),
      },
    ],
    requestHandler: sesHttp({ maxConnections, timeoutMs }),
  });
  for (const name of leftOut) client.middlewareStack.remove(name);
  return client;
}
