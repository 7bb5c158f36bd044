import { setTimeout as pause } from 'node:timers/promises';
import {
  assertSchemaCompatibility,
  type BackendFactory,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
} from 'bullmq';

/** Between a job that could not be asked for and the next try: until then the worker's loop has nothing to wait for. */
const askAgainMs = 1_000;

/**
 * BullMQ's backend on PostgreSQL for a database that goes away and comes back. BullMQ's own remembers for good that the
 * first contact failed, and asks for the next job at once when it got none: a process that starts while the database does
 * would spin without ever letting its timers, signals and requests have their turn.
 */
export const createPatientBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (
  name,
  options,
  { withBlockingConnection = false } = {},
) =>
  new PatientBackend(
    new PatientConnection(options.connection),
    name,
    options,
    true,
    withBlockingConnection ? name : undefined,
  );

class PatientConnection extends PostgresConnection {
  #ready: Promise<void> | null = null;

  override waitUntilReady(): Promise<void> {
    this.#ready ??= this.#meet().catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  async #meet(): Promise<void> {
    const client = await this.pool.connect();
    client.on('error', () => {}); // what fails below tells; unheard, it would end the process
    let isSound = false;
    try {
      await assertSchemaCompatibility(client, this.schema);
      isSound = true;
    } finally {
      client.release(!isSound);
    }
  }
}

class PatientBackend extends PostgresQueueBackend {
  override async moveToActive(...asked: Parameters<PostgresQueueBackend['moveToActive']>) {
    try {
      return await super.moveToActive(...asked);
    } catch (error) {
      await pause(askAgainMs);
      throw error;
    }
  }
}
