import type { Pool } from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import { type JobRun, Producer } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { aRun, aWorkspace, createTestDatabase, testQueueConfig } from '@canvass/test-support';
import { updateContactsHandler } from '../jobs/update-contacts.ts';

export const contactStep = {
  id: 'person',
  type: 'contact',
  matchBy: ['externalReference', 'email'],
  contact: {
    firstName: '{{ event.First }}',
    lastName: '{{ event.Last }}',
    email: '{{ event.Email }}',
    phone: '{{ event.Phone }}',
    externalReference: '{{ event.ContactId }}',
    language: '{{ event.Language }}',
  },
  embeddedData: { CaseNumber: '{{ event.CaseNumber }}', Priority: '{{ event.Priority }}' },
  transaction: { name: 'Case', occurredAt: '{{ event.ClosedDate }}', fields: { CaseNumber: '{{ event.CaseNumber }}' } },
  mailingList: 'Customers',
};

/** What the event of a task says about one person. */
export const mira = {
  ContactId: '003A',
  Email: 'mira@example.com',
  First: 'Mira',
  CaseNumber: '1',
  ClosedDate: '2026-11-22',
};

/** A database of its own with the contacts job's handler on it. */
export class ContactsBench implements AsyncDisposable {
  readonly pool: Pool;
  workspaceId: WorkspaceId;
  readonly #work: (workspaceId: WorkspaceId, taskRunIds: TaskRunId[]) => Promise<void>;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    pool: Pool,
    workspaceId: WorkspaceId,
    work: (workspaceId: WorkspaceId, taskRunIds: TaskRunId[]) => Promise<void>,
    resources: AsyncDisposableStack,
  ) {
    this.pool = pool;
    this.workspaceId = workspaceId;
    this.#work = work;
    this.#resources = resources;
  }

  static async open(): Promise<ContactsBench> {
    const resources = new AsyncDisposableStack();
    const database = resources.use(await createTestDatabase());
    const log = createLogger('test', 'error');
    log.level = 'silent';
    const producer = resources.use(new Producer(testQueueConfig('postgres', database.url), log));
    const run: JobRun = { log, note: () => {} };
    const { pool } = database;
    const handler = updateContactsHandler({ pool, producer, announcer: { changed: () => {} } });
    const work = (workspaceId: WorkspaceId, taskRunIds: TaskRunId[]) => handler({ workspaceId, taskRunIds }, run);
    return new ContactsBench(pool, await aWorkspace(pool), work, resources);
  }

  /** From here on everything is about another, empty workspace. */
  async newWorkspace(): Promise<void> {
    this.workspaceId = await aWorkspace(this.pool);
  }

  /** A queued contact task run; `changed` replaces parts of the step. */
  aTask(fields: Record<string, string | null>, changed: object = {}) {
    return aRun(this.pool, this.workspaceId, { steps: [{ ...contactStep, ...changed }], fields });
  }

  /** One job for these task runs. */
  work(...taskRunIds: TaskRunId[]): Promise<void> {
    return this.#work(this.workspaceId, taskRunIds);
  }

  async contacts() {
    const { rows } = await this.pool.query(
      `select id, first_name as first, email, phone, external_reference as reference, embedded_data as data
         from contacts where workspace_id = $1 order by id`,
      [this.workspaceId],
    );
    return rows;
  }

  async taskRun(id: TaskRunId) {
    const { rows } = await this.pool.query('select status, output, error from task_runs where id = $1', [id]);
    return rows[0];
  }

  async count(table: string): Promise<number> {
    const { rows } = await this.pool.query(`select count(*) from ${table} where workspace_id = $1`, [this.workspaceId]);
    return rows[0].count;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}
