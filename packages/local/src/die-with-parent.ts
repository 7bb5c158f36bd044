import { spawn } from 'node:child_process';

// Loaded into every supervised process: when the supervisor is gone, however it ended, this process ends too. Cleanly, if
// it can within the time it has; whatever keeps it from that (its logs' reader and its database vanish at the same
// moment), a shell outside of it ends it then.
const endWithinSeconds = 15;

process.once('disconnect', () => {
  spawn('/bin/sh', ['-c', `sleep ${endWithinSeconds}; kill -9 ${process.pid}`], {
    detached: true,
    stdio: 'ignore',
  }).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
