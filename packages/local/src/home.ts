import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a home keeps between starts, so that URLs, passwords and ports stay the same. Readable by its owner alone. */
const HomeState = z.object({
  postgresPassword: z.string(),
  authSecret: z.string(),
  adminPassword: z.string(),
  twilioAuthToken: z.string(),
  ports: z.record(z.string(), z.number()),
  apiKey: z.string().nullable(),
  demo: z
    .object({ eventSourceId: z.string(), workflowId: z.string(), surveyId: z.string(), organizationId: z.string() })
    .nullable(),
});
export type HomeState = z.output<typeof HomeState>;

export interface Home extends AsyncDisposable {
  readonly folder: string;
  readonly logFolder: string;
  state: HomeState;
  save(): Promise<void>;
}

export class HomeInUseError extends Error {
  override readonly name = 'HomeInUseError';
}

const secret = (bytes: number) => randomBytes(bytes).toString('base64url');

/** Opens a data folder for this process alone; a second start on the same folder gets a `HomeInUseError`. */
export async function openHome(folder: string): Promise<Home> {
  const logFolder = join(folder, 'logs');
  await mkdir(logFolder, { recursive: true });
  const lockFile = join(folder, 'running.pid');
  await takeLock(lockFile, folder);

  const stateFile = join(folder, 'state.json');
  const home: Home = {
    folder,
    logFolder,
    state: await readState(stateFile),
    save: () => writeWhole(stateFile, JSON.stringify(home.state, null, 2)),
    [Symbol.asyncDispose]: () => rm(lockFile, { force: true }),
  };
  await home.save();
  return home;
}

async function readState(file: string): Promise<HomeState> {
  const text = await readIfThere(file);
  if (text !== null) return HomeState.parse(JSON.parse(text));
  return {
    postgresPassword: secret(18),
    authSecret: secret(32),
    adminPassword: secret(9),
    twilioAuthToken: randomBytes(16).toString('hex'),
    ports: {},
    apiKey: null,
    demo: null,
  };
}

async function takeLock(file: string, folder: string): Promise<void> {
  const holder = Number(await readIfThere(file));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new HomeInUseError(
      `Canvass already runs on ${folder} (process ${holder}). Stop it first, or give this copy its own folder: CANVASS_HOME=/other/folder PORT=8081 npm start`,
    );
  }
  await writeWhole(file, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Whoever reads the file sees the old content or the new one, never half of it. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, text, { mode: 0o600 });
  await rename(fresh, file);
}
