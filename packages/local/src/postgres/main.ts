import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { z } from 'zod';
import { postgresOwner, postgresProgram } from './installation.ts';

/** The embedded PostgreSQL as a supervised process: SIGTERM stops it quickly and cleanly, its end is this process's end. */
const config = z
  .object({ POSTGRES_FOLDER: z.string(), POSTGRES_PORT: z.coerce.number(), ADMIN_PORT: z.coerce.number() })
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

createServer((_request, response) => {
  const probe = connect(config.POSTGRES_PORT, '127.0.0.1');
  probe.once('connect', () => {
    probe.destroy();
    response.end('ok');
  });
  probe.once('error', () => {
    response.statusCode = 503;
    response.end('PostgreSQL does not listen yet');
  });
}).listen(config.ADMIN_PORT, '127.0.0.1');
