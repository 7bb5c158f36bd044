export { ContactBatch, type ContactEffect, keysOf, type SoughtFacts } from './contact/contact-batch.ts';
export { type ContactFacts, type ContactTaskFacts, type MatchKey, toContactFacts } from './contact/contact-facts.ts';
export {
  channelOf,
  contactIdOf,
  type Decision,
  decidePreparation,
  type Settled,
  type SurveyTaskFacts,
  type SurveyTaskRun,
  settledByDelivery,
  transactionIdOf,
} from './survey/decide.ts';
export { type WrittenFrom, writeEmail } from './survey/write-email.ts';
export { writeText } from './survey/write-text.ts';
export { type MessagePreview, type PreviewInput, previewMessage } from './test-run/preview-message.ts';
export { type TestRunInput, testRun } from './test-run/test-run.ts';
export type * from './test-run/test-run-steps.ts';
export { type TestMessage, type TestMessageInput, writeTestMessage } from './test-run/write-test-message.ts';
