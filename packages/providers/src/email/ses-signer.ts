import { hash } from 'node:crypto';
import type { HttpRequest, HttpSigner, Identity } from '@smithy/types';

/**
 * Signs a request by AWS Signature Version 4, with the day's signing key made once: the SDK's signer makes it, and looks
 * at each header, for every message. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class SesSigner implements HttpSigner {
  readonly #region: string;
  #key = { of: '', sign: hmacWith(Buffer.alloc(0)) };

  constructor(region: string) {
    this.#region = region;
  }

  async sign(request: HttpRequest, identity: Identity): Promise<HttpRequest> {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(identity);
    if (typeof request.body !== 'string') throw new Error('only a form can be signed');
    const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
    const headers: Record<string, string> = {
      ...{
        'content-type': request.headers['content-type'] ?? '',
        host: request.headers.host ?? '',
        'x-amz-date': time,
      },
      ...(sessionToken === null ? {} : { 'x-amz-security-token': sessionToken }),
    };
    const signed = Object.keys(headers).join(';');
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const canonical = `${request.method}\n${request.path}\n\n${lines.join('')}\n${signed}\n${hash('sha256', request.body)}`;
    const scope = `${time.slice(0, 8)}/${this.#region}/ses/aws4_request`;
    const sign = this.#signerFor(secretAccessKey, scope);
    const signature = sign(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    Object.assign(request.headers, headers, { authorization });
    return request;
  }

  #signerFor(secret: string, scope: string): Hmac {
    const of = `${secret}/${scope}`;
    if (this.#key.of !== of) {
      const derive = (key: Buffer, part: string) => hmacWith(key)(part);
      this.#key = { of, sign: hmacWith(scope.split('/').reduce(derive, Buffer.from(`AWS4${secret}`))) };
    }
    return this.#key.sign;
  }
}

type Hmac = (message: string) => Buffer;

const blockBytes = 64;

/** HMAC-SHA-256 (RFC 2104) with a key that is kept: Node's own prepares the key, which takes longer, for each message. */
function hmacWith(key: Buffer): Hmac {
  const block = Buffer.alloc(blockBytes);
  (key.length > blockBytes ? hash('sha256', key, 'buffer') : key).copy(block);
  const [inner, outer] = [block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)];
  return (message) =>
    hash(
      'sha256',
      Buffer.concat([outer, hash('sha256', Buffer.concat([inner, Buffer.from(message)]), 'buffer')]),
      'buffer',
    );
}

function credentialsOf(identity: Identity) {
  const text = (name: string) => {
    const value: unknown = Reflect.get(identity, name);
    return typeof value === 'string' ? value : null;
  };
  const [accessKeyId, secretAccessKey] = [text('accessKeyId'), text('secretAccessKey')];
  if (accessKeyId === null || secretAccessKey === null) throw new Error('an identity without keys');
  return { accessKeyId, secretAccessKey, sessionToken: text('sessionToken') };
}
