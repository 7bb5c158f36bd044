export { aWorkspace } from './builders.ts';
export { eventually } from './eventually.ts';
export { type Mailbox, type MailboxEmail, startMailbox } from './mailbox.ts';
export { type SentText, type SmsProvider, startSmsProvider } from './sms-provider.ts';
export { freePort } from './temporary-postgres.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { type QueueBackend, queueBackends, testQueueConfig } from './test-queues.ts';
export {
  aContactTask,
  aMessage,
  anEventSource,
  aRun,
  aTraceparent,
  aWorkflow,
} from './workflow-builders.ts';
