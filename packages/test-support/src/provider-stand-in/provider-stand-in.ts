import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Mood, type MoodKind, parseMood, seededRandom } from './mood.ts';

/** A message that the stand-in took: one to a person, whatever the sender heard of it. */
export interface AcceptedMessage {
  messageId: string;
  deliveryId: string | null;
  attemptId: string | null;
  to: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface StandInCounts {
  accepted: number;
  throttled: number;
  errors: number;
  hung: number;
  dropped: number;
  refused: number;
}

export interface StandInOptions {
  port?: number;
  /** How long an answer takes. */
  latencyMs?: number;
  /** Seed of the choice which requests meet the mood. */
  seed?: number;
}

export interface ProviderStandIn extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** In the order of acceptance. */
  accepted(): readonly AcceptedMessage[];
  counts(): Readonly<StandInCounts>;
  setMood(mood: Mood): void;
}

export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/** What one provider speaks, over what all stand-ins do. */
export interface Dialect {
  /** Reads a request that would send; null = answered by `other`. */
  readMessage(
    request: IncomingMessage,
    body: string,
  ): { to: string; deliveryId: string | null; attemptId: string | null } | null;
  /** Over its own limits: the provider throttles without having been told to. */
  overLimit?(now: number): Answer | null;
  newMessageId(number: number): string;
  took(messageId: string, to: string): Answer;
  failure(kind: Exclude<MoodKind, 'normal' | 'hang' | 'accept-then-drop'>): Answer;
  other(request: IncomingMessage, body: string): Answer;
}

const countOf = { throttle: 'throttled', error: 'errors', refuse: 'refused' } as const;
const pageSize = 20_000;
const notFound: Answer = { status: 404, contentType: 'text/plain', body: 'not found' };

function json(value: unknown, status = 200): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

/**
 * A provider as a real HTTP server that costs next to nothing: nothing is parsed that nobody asks for. Beside the
 * provider's own addresses: `GET /_/accepted?after=N`, `GET /_/counts`, `POST /_/mood`.
 */
export async function startProviderStandIn(dialect: Dialect, options: StandInOptions = {}): Promise<ProviderStandIn> {
  const accepted: AcceptedMessage[] = [];
  const counts: StandInCounts = { accepted: 0, throttled: 0, errors: 0, hung: 0, dropped: 0, refused: 0 };
  const random = seededRandom(options.seed ?? 1);
  const latencyMs = options.latencyMs ?? 0;
  let mood: Mood = { kind: 'normal', share: 0 };

  function accept(message: Omit<AcceptedMessage, 'messageId' | 'at'>): string {
    counts.accepted += 1;
    const messageId = dialect.newMessageId(counts.accepted);
    accepted.push({ messageId, ...message, at: Date.now() });
    return messageId;
  }

  function receive(request: IncomingMessage, response: ServerResponse, body: string): void {
    const message = dialect.readMessage(request, body);
    if (message === null) {
      write(response, dialect.other(request, body));
      return;
    }
    const kind = mood.kind !== 'normal' && random() < mood.share ? mood.kind : 'normal';
    switch (kind) {
      case 'hang':
        counts.hung += 1;
        response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1_000 });
        response.write(' ');
        return;
      case 'accept-then-drop':
        accept(message);
        counts.dropped += 1;
        response.socket?.destroy();
        return;
      case 'throttle':
      case 'error':
      case 'refuse':
        counts[countOf[kind]] += 1;
        write(response, dialect.failure(kind));
        return;
      case 'normal': {
        const over = dialect.overLimit?.(Date.now()) ?? null;
        if (over !== null) counts.throttled += 1;
        write(response, over ?? dialect.took(accept(message), message.to));
      }
    }
  }

  function control(request: IncomingMessage, body: string): Answer {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    if (url.pathname === '/_/counts') return json(counts);
    if (url.pathname === '/_/accepted') {
      const after = Number(url.searchParams.get('after') ?? 0);
      return json({ total: accepted.length, accepted: accepted.slice(after, after + pageSize) });
    }
    if (url.pathname !== '/_/mood') return notFound;
    const asked = parseMood(JSON.parse(body));
    if (asked === null) return json({ error: 'a mood has a kind and a share' }, 400);
    mood = asked;
    return json(mood);
  }

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      if (request.url?.startsWith('/_/')) write(response, control(request, body));
      else if (latencyMs === 0) receive(request, response, body);
      else setTimeout(receive, latencyMs, request, response, body);
    });
  });
  // Longer than any client keeps an idle connection: closing is never the stand-in's doing.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    accepted: () => accepted,
    counts: () => counts,
    setMood: (next) => {
      mood = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function write(response: ServerResponse, { status, contentType, body }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
