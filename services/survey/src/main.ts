import { ActivityAnnouncer, connectDatabase } from '@canvass/database';
import { listen, runService } from '@canvass/platform';
import { createSurveyApp } from './app.ts';
import { configSchema } from './config.ts';
import { webhookRouter } from './webhooks/router.ts';

await runService('survey', configSchema, async ({ config, log, health, resources }) => {
  const database = connectDatabase(config, {
    applicationName: 'canvass-survey',
    onError: (error) => log.warn({ err: error }, 'database.connection-lost'),
  });
  const { pool } = resources.use(database);
  health.needs('database', async () => {
    await pool.query('select 1');
  });
  const announcer = resources.use(
    new ActivityAnnouncer(pool, (error) => log.warn({ err: error }, 'activity.not-announced')),
  );
  const webhooks = webhookRouter({
    ...{ pool, announcer, log },
    surveyUrl: config.SURVEY_URL,
    twilioAuthToken: config.TWILIO_AUTH_TOKEN ?? null,
    snsTopicArn: config.SES_SNS_TOPIC_ARN ?? null,
  });
  const frameAncestors = config.CONSOLE_ORIGIN ? (`'self' ${config.CONSOLE_ORIGIN}` as const) : "'self'";
  const app = createSurveyApp({ pool, announcer, log, frameAncestors, webhooks });
  resources.use(await listen(app, { port: config.PORT, host: config.HOST }));
});
