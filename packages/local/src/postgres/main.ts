import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import pg from 'pg';
import { z } from 'zod';
import { postgresOwner, postgresProgram } from './installation.ts';

/** The embedded PostgreSQL as a supervised process: SIGTERM stops it quickly and cleanly, its end is this process's end. */
const config = z
  .object({
    POSTGRES_FOLDER: z.string(),
    POSTGRES_PORT: z.coerce.number(),
    POSTGRES_PASSWORD: z.string(),
    ADMIN_PORT: z.coerce.number(),
  })
  .parse(process.env);

const { uid, gid } = postgresOwner();
const server = spawn(
  await postgresProgram('postgres'),
  [
    ...['-D', config.POSTGRES_FOLDER, '-p', String(config.POSTGRES_PORT)],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=300', '-c', 'shared_buffers=256MB', '-c', 'max_wal_size=2GB'],
    ...['-c', 'log_min_messages=warning', '-c', 'log_min_error_statement=panic'],
  ],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  },
);
server.once('error', (error) => {
  process.stderr.write(`PostgreSQL could not be started: ${error.message}\n`);
  process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => server.kill('SIGINT')); // PostgreSQL's fast shutdown
}

/** Throws until the server takes queries: a listening one may still be starting up. */
async function ask(): Promise<void> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: config.POSTGRES_PORT,
    user: 'postgres',
    password: config.POSTGRES_PASSWORD,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => {}); // a connection lost after the answer says nothing new
  await client.connect();
  await client.query('select 1');
  await client.end();
}

createServer(async (_request, response) => {
  try {
    await ask();
    response.end('ok');
  } catch (error) {
    response.statusCode = 503;
    response.end(error instanceof Error ? error.message : 'not ready');
  }
}).listen(config.ADMIN_PORT, '127.0.0.1');
