import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Books } from '../oracle/books.ts';

/** Writes the three books beside the logs, for whoever looks for the cause of a violation. Everybody in them is invented. */
export async function keepBooks(folder: string, books: Books): Promise<void> {
  const write = (name: string, value: unknown) => writeFile(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
  await write('ledger.json', books.sent);
  await write('database.json', books.database);
  await write('outboxes.json', books.outboxes);
}
