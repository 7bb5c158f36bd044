import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UsageError } from './options.ts';

/** What `npm start` writes down about itself, as far as it is used here. */
const LocalInstallation = z.object({
  url: z.url(),
  apiUrl: z.url(),
  apiKey: z.string().min(1),
  /** Null where the workspace was left empty. */
  eventSourceUrl: z.url().nullable(),
  organizationId: z.string().min(15).max(18).nullable(),
});
export type LocalInstallation = z.output<typeof LocalInstallation>;

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** The Canvass whose data lie in `$CANVASS_HOME` (`.canvass` in the repository); null when none was ever started there. */
export async function findLocalInstallation(env: NodeJS.ProcessEnv): Promise<LocalInstallation | null> {
  // npm runs scripts in the repository: INIT_CWD is the folder that the command was typed in.
  const home = env.CANVASS_HOME ? resolve(env.INIT_CWD ?? '.', env.CANVASS_HOME) : join(repository, '.canvass');
  const file = join(home, 'local.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = LocalInstallation.safeParse(parseJson(text));
  if (!parsed.success)
    throw new UsageError(`${file} is not as Canvass writes it. Stop Canvass, delete it, and run npm start.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Throws a `UsageError` unless something answers HTTP at the address. A GET on an event source changes nothing. */
export async function requireAnswer(url: string): Promise<void> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
    await response.body?.cancel();
  } catch {
    throw new UsageError(
      `Nothing answers at ${new URL(url).origin}. Start Canvass with npm start, wait until it says that it is ready, and try again.`,
    );
  }
}
