export { backUpPostgres } from './back-up-postgres.ts';
export { aWorkspace } from './builders.ts';
export { eventually } from './eventually.ts';
export { type Mailbox, type MailboxEmail, startMailbox } from './mailbox.ts';
export type { Mood, MoodKind } from './provider-stand-in/mood.ts';
export type { AcceptedMessage, ProviderStandIn, StandInCounts } from './provider-stand-in/provider-stand-in.ts';
export { type SesQuota, type SesStandIn, startSesStandIn } from './ses-stand-in/ses-stand-in.ts';
export { type SentText, type SmsProvider, startSmsProvider } from './sms-provider.ts';
export { TcpProxy, type Traffic } from './tcp-proxy.ts';
export { freePort, startTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { type QueueBackend, queueBackends, testQueueConfig } from './test-queues.ts';
export { startTwilioStandIn } from './twilio-stand-in/twilio-stand-in.ts';
export {
  aContactTask,
  aMessage,
  anEventSource,
  aRun,
  aTraceparent,
  aWorkflow,
} from './workflow-builders.ts';
