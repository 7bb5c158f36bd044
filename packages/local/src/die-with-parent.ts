// Loaded into every supervised process: when the supervisor is gone, however it ended, this process ends cleanly too.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
