import { randomBytes } from 'node:crypto';
import { ActivityAnnouncer, connectDatabase, newId, type Pool, replaceEventSourceSecret } from '@canvass/database';
import { EventSourceId, type SecretScheme, type WorkspaceId } from '@canvass/domain';
import { Producer, type QueueConfig } from '@canvass/jobs';
import { createLogger, listen } from '@canvass/platform';
import { aWorkspace, createTestDatabase, testQueueConfig } from '@canvass/test-support';
import { createApp } from '../app.ts';
import { Intake, type IntakeOptions } from '../intake.ts';

/** An ingress of its own in this process, on a database of its own. */
export interface TestIngress extends AsyncDisposable {
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly port: number;
  urlOf(token: string): string;
}

export interface TestIngressOptions {
  limits?: Partial<Pick<IntakeOptions, 'maxBodyBytes' | 'bodyTimeoutMs' | 'maxRequests' | 'maxBytes' | 'proxies'>>;
  /** The ingress reaches its database here instead of directly. */
  databaseUrlFor?: (databaseUrl: string) => string;
  queues?: (databaseUrl: string) => QueueConfig;
}

export async function startIngress(options: TestIngressOptions = {}): Promise<TestIngress> {
  await using stack = new AsyncDisposableStack();
  const log = createLogger('ingress', 'error');
  const database = stack.use(await createTestDatabase());
  const url = options.databaseUrlFor?.(database.url) ?? database.url;
  const own = stack.use(
    connectDatabase(
      { DATABASE_URL: url, DATABASE_POOL_SIZE: 10 },
      { applicationName: 'canvass-ingress', onError: () => {} },
    ),
  );
  const queues = options.queues?.(database.url) ?? testQueueConfig('postgres', database.url);
  const producer = stack.use(new Producer(queues, createLogger('ingress', 'silent')));
  const announcer = stack.use(new ActivityAnnouncer(own.pool, () => {}));
  const intake = stack.use(
    new Intake({
      pool: own.pool,
      databaseUrl: url,
      producer,
      announcer,
      log,
      maxBodyBytes: 5 * 1024 * 1024,
      bodyTimeoutMs: 20_000,
      maxRequests: 200,
      maxBytes: 32 * 1024 * 1024,
      proxies: { hops: 0, addresses: [] },
      ...options.limits,
    }),
  );
  const http = stack.use(await listen(createApp(intake, log, undefined), { port: 0, host: '127.0.0.1' }));
  const resources = stack.move();
  return {
    pool: database.pool,
    databaseUrl: database.url,
    port: http.port,
    urlOf: (token) => `http://127.0.0.1:${http.port}/in/${token}`,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

export interface TestSource {
  readonly workspaceId: WorkspaceId;
  readonly id: EventSourceId;
  readonly token: string;
}

export async function aSource(
  pool: Pool,
  values: {
    workspaceId?: WorkspaceId;
    organizationId?: string | null;
    objectType?: string | null;
    status?: string;
    expiresAt?: Date | null;
    backlogLimit?: number;
  } = {},
): Promise<TestSource> {
  const { organizationId = null, objectType = null, backlogLimit } = values;
  const workspaceId =
    values.workspaceId ?? (await aWorkspace(pool, backlogLimit === undefined ? {} : { backlogLimit }));
  const id = newId(EventSourceId);
  const token = randomBytes(24).toString('base64url');
  const status = values.status ?? (organizationId === null ? 'waiting' : 'active');
  await pool.query(
    `insert into event_sources (id, workspace_id, name, organization_id, object_type, status)
     values ($1, $2, 'Case closed', $3, $4, $5)`,
    [id, workspaceId, organizationId, objectType, status],
  );
  await pool.query(
    'insert into event_source_tokens (token, workspace_id, event_source_id, expires_at) values ($1, $2, $3, $4)',
    [token, workspaceId, id, values.expiresAt ?? null],
  );
  return { workspaceId, id, token };
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  acknowledged: boolean;
}

/** Posts as Salesforce does. */
export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""', ...headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, acknowledged: text.includes('<Ack>true</Ack>') };
}

export async function rowsOf(pool: Pool, source: TestSource) {
  const [notifications, messages, rejections] = await Promise.all(
    ['notifications', 'messages', 'rejections'].map((table) =>
      pool.query(`select * from ${table} where workspace_id = $1 and event_source_id = $2 order by id`, [
        source.workspaceId,
        source.id,
      ]),
    ),
  );
  return {
    notifications: notifications?.rows ?? [],
    messages: messages?.rows ?? [],
    rejections: rejections?.rows ?? [],
  };
}

export interface TestJsonSource extends TestSource {
  /** A bearer token, or the key that signs. */
  readonly secret: string;
}

export async function aJsonSource(
  pool: Pool,
  values: Parameters<typeof aSource>[1] & { scheme?: SecretScheme; keyPointer?: string; recordPointer?: string } = {},
): Promise<TestJsonSource> {
  const source = await aSource(pool, values);
  await pool.query(`update event_sources set kind = 'json', key_pointer = $2, record_pointer = $3 where id = $1`, [
    source.id,
    values.keyPointer ?? null,
    values.recordPointer ?? null,
  ]);
  const secret = await replaceEventSourceSecret(pool, source.workspaceId, source.id, values.scheme ?? 'bearer', 0);
  return { ...source, secret };
}
