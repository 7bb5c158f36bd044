export { BoundedCache } from './bounded-cache.ts';
export { isTimeZone, parsePeriod } from './calendar.ts';
export * from './check-definition.ts';
export * from './check-senders.ts';
export * from './check-survey.ts';
export * from './condition.ts';
export { comparisonWords } from './condition-words.ts';
export * from './contact-facts.ts';
export {
  type DefinitionContext,
  type DefinitionFix,
  type DefinitionProblem,
  type DefinitionProblemCode,
  definitionProblemCodes,
  type KnownSurvey,
  maxConditionDepth,
  maxSteps,
} from './definition-problem.ts';
export * from './delivery-status.ts';
export * from './dependencies.ts';
export * from './email-address.ts';
export * from './error-catalogue.ts';
export * from './error-explanations.ts';
export * from './evaluate-condition.ts';
export * from './failure-notices.ts';
export * from './failures.ts';
export * from './field-catalogue.ts';
export * from './ids.ts';
export * from './operations.ts';
export * from './phone-number.ts';
export * from './piped-text.ts';
export * from './piped-text-check.ts';
export { escapeHtml, type PipedTextEscape, pipedTextFilters, pipedTextTags } from './piped-text-engine.ts';
export * from './rejection-reasons.ts';
export * from './retry-schedule.ts';
export * from './run-plan.ts';
export * from './salesforce-id.ts';
export * from './silent-fields.ts';
export * from './statuses.ts';
export * from './step-outputs.ts';
export * from './survey-changes.ts';
export * from './survey-element-types.ts';
export * from './survey-elements.ts';
export * from './survey-flow.ts';
export * from './survey-problem.ts';
export * from './survey-templates.ts';
export * from './text-message-length.ts';
export * from './unknown-delivery-rule.ts';
export * from './wait.ts';
export * from './webhook-addresses.ts';
export * from './webhook-events.ts';
export * from './webhook-retries.ts';
export * from './workflow-definition.ts';
export * from './workflow-file.ts';
export * from './workflow-rights.ts';
export * from './workspace-roles.ts';
