import { ActivityAnnouncer, addUser, createApiKey, LeftRows, listenForActivity, setMember } from '@canvass/database';
import type { Role, WorkspaceId } from '@canvass/domain';
import { Producer } from '@canvass/jobs';
import { createLogger, listen } from '@canvass/platform';
import {
  aWorkspace,
  createTestDatabase,
  type QueueBackend,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { z } from 'zod';
import { createApp } from '../app.ts';
import { hashPassword } from '../auth/accounts.ts';
import { createAuth } from '../auth/auth.ts';
import { createAuthenticate } from '../auth/authenticate.ts';
import { EventStreams } from '../http/event-streams.ts';
import { createQueueBoard } from '../pages/queue-board.ts';
import { Senders } from '../senders.ts';
import type { ApiServices } from '../services.ts';
import { setUpWorkspace } from '../setup-workspace.ts';

/** An answer of the API, read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, checked against the schema. */
  as<Schema extends z.ZodType>(schema: Schema): z.output<Schema>;
}

export type Ask = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

export const password = 'correct horse battery staple';

/** The whole api service on a port of its own, over a database of its own. */
export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly database: TestDatabase;
  readonly services: ApiServices;
  /** Asks as nobody in particular. */
  readonly ask: Ask;
  /** A fresh workspace with a key, and a door that uses the key. */
  aTenant(): Promise<{ workspaceId: WorkspaceId; key: string; ask: Ask }>;
  /** A fresh workspace with an administrator, and a door that uses the session. */
  anAdministrator(): Promise<{ workspaceId: WorkspaceId; userId: string; email: string; cookie: string; ask: Ask }>;
  /** Another member of a workspace, and a door that uses their session. */
  aMember(workspaceId: WorkspaceId, role: Role): Promise<{ userId: string; email: string; name: string; ask: Ask }>;
}

/** What messages go by; nothing unless a test says so. */
export type TestSenders = Partial<Pick<Senders, 'email' | 'texts'>>;

export async function startTestApi(
  backend: QueueBackend = 'postgres',
  consoleFolder = '/nowhere',
  ingressInternal = 'http://ingress.test',
  { email = null, texts = null }: TestSenders = {},
): Promise<TestApi> {
  const resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const log = createLogger('api-test', 'error');
  const queues = testQueueConfig(backend, database.url);
  const onError = (error: unknown) => log.error({ err: error }, 'test.connection-error');
  const urls = {
    public: 'http://console.test',
    ingress: 'http://ingress.test',
    ingressInternal,
    survey: 'http://survey.test',
  };
  const services: ApiServices = {
    pool: database.pool,
    producer: resources.use(new Producer(queues, log)),
    leftRows: new LeftRows(database.pool, onError),
    announcer: resources.use(new ActivityAnnouncer(database.pool, onError, 20)),
    log,
    senders: new Senders(email, texts, log),
    webhookNetworks: [],
    urls,
  };
  const streams = new EventStreams();
  resources.use(await listenForActivity(database.url, (activity) => streams.announce(activity), onError));
  const auth = createAuth({
    pool: database.pool,
    publicUrl: urls.public,
    secret: 's'.repeat(16) + 'ecret'.repeat(6),
    log,
  });
  const board = resources.use(createQueueBoard(queues, log, createAuthenticate(services, auth)));
  const app = createApp({ services, auth, streams, consoleFolder, queueBoard: board.router });
  const server = resources.use(await listen(app, { port: 0, host: '127.0.0.1' }));
  resources.use(streams);
  const url = `http://127.0.0.1:${server.port}`;
  const ask = door(url, {});

  return {
    url,
    database,
    services,
    ask,
    async aTenant() {
      const workspaceId = await aWorkspace(database.pool);
      const { key } = await createApiKey(database.pool, workspaceId, 'Test');
      return { workspaceId, key, ask: door(url, { authorization: `Bearer ${key}` }) };
    },
    async anAdministrator() {
      const email = `admin-${crypto.randomUUID()}@example.test`;
      const made = await setUpWorkspace(database.pool, auth, { workspace: email, email, password });
      const cookie = await signIn(url, email);
      return { ...made, email, cookie, ask: door(url, { cookie, origin: url }) };
    },
    async aMember(workspaceId, role) {
      const email = `${role}-${crypto.randomUUID()}@example.test`;
      const name = `The ${role}`;
      const userId = await addUser(database.pool, { email, name, passwordHash: await hashPassword(auth, password) });
      await setMember(database.pool, workspaceId, userId, role);
      const cookie = await signIn(url, email);
      return { userId, email, name, ask: door(url, { cookie, origin: url }) };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function door(url: string, always: Record<string, string>): Ask {
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(path.startsWith('/') ? `${url}${path}` : `${url}/api/v1/${path}`, {
      method,
      redirect: 'manual',
      headers: { ...always, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, as: (schema) => schema.parse(JSON.parse(text)) };
  };
}

export async function signIn(url: string, email: string, withPassword = password): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    // Each from another address: a suite signs in more often than one person may.
    headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': someAddress() },
    body: JSON.stringify({ email, password: withPassword }),
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const someAddress = () => Array.from({ length: 4 }, () => Math.floor(Math.random() * 256)).join('.');

export const Problem = z.object({
  type: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string().nullable(),
  remedy: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
  traceId: z.string(),
});
export const WithId = z.object({ id: z.string() });
