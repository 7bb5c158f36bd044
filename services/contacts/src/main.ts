import { ActivityAnnouncer, connectDatabase, LeftRows } from '@canvass/database';
import { handle, Producer, pingQueues, startWorkers, updateContacts } from '@canvass/jobs';
import { runService } from '@canvass/platform';
import { configSchema } from './config.ts';
import { updateContactsHandler } from './jobs/update-contacts.ts';

await runService('contacts', configSchema, async ({ config, log, health, resources }) => {
  const { pool } = resources.use(
    connectDatabase(config, {
      applicationName: 'canvass-contacts',
      onError: (error) => log.warn({ err: error }, 'database.connection-error'),
    }),
  );
  const leftRows = new LeftRows(pool, (error) => log.warn({ err: error }, 'relay.not-woken'));
  const producer = resources.use(new Producer(config, log, leftRows));
  const announcer = resources.use(
    new ActivityAnnouncer(pool, (error) => log.warn({ err: error }, 'activity.announce-failed')),
  );
  health.needs('database', async () => void (await pool.query('select 1')));
  health.needs('queues', () => pingQueues(config));

  const workers = resources.use(
    startWorkers(config, log, [handle(updateContacts, updateContactsHandler({ pool, producer, announcer }))], leftRows),
  );
  health.dies('workers', () => workers.check());
});
