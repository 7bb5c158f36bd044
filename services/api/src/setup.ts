import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { connectDatabase, databaseConfig, migrate } from '@canvass/database';
import { createLogger, parseConfig } from '@canvass/platform';
import { z } from 'zod';
import { createAuth } from './auth/auth.ts';
import { accountsConfig } from './config.ts';
import { setUpWorkspace } from './setup-workspace.ts';

const usage = `Makes a workspace with an administrator and an API key; run again it changes nothing but what is missing.

  node services/api/src/setup.ts --workspace <name> --email <address> [--name <name>] [--password-file <file>]

The password of a new user comes from the file, or from the environment variable CANVASS_ADMIN_PASSWORD.
Also read: DATABASE_URL, PUBLIC_URL, AUTH_SECRET. Prints {"workspaceId", "userId", "apiKey"}; apiKey is null when the
workspace has one already.`;

const { values } = parseArgs({
  options: {
    workspace: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    'password-file': { type: 'string' },
    help: { type: 'boolean' },
  },
});
const Flags = z.object({ workspace: z.string().min(1).max(255), email: z.email(), name: z.string().min(1).optional() });
const flags = Flags.safeParse(values);

if (values.help || !flags.success) {
  process.stderr.write(`${usage}\n`);
  process.exit(values.help ? 0 : 2);
}

const config = parseConfig(
  z.object({ ...databaseConfig, ...accountsConfig, CANVASS_ADMIN_PASSWORD: z.string().optional() }),
  process.env,
);
const log = createLogger('setup', 'error');
const passwordFile = values['password-file'];
const password = passwordFile ? (await readFile(passwordFile, 'utf8')).trim() : config.CANVASS_ADMIN_PASSWORD;

await migrate(config.DATABASE_URL);
await using database = connectDatabase(config, {
  applicationName: 'canvass-setup',
  onError: (error) => log.error({ err: error }, 'database.connection-error'),
});
const auth = createAuth({ pool: database.pool, publicUrl: config.PUBLIC_URL, secret: config.AUTH_SECRET, log });
const made = await setUpWorkspace(database.pool, auth, { ...flags.data, password });
process.stdout.write(`${JSON.stringify(made)}\n`);
