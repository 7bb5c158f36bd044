import type { ConditionGroup, Definition, Step } from './definition.ts';

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown) => isRecord(value) && Object.values(value).every(isText);

/** A stored draft as the builder can show it; null when it is of another shape (another program may have saved it). */
export function readDefinition(content: unknown): Definition | null {
  return isDefinition(content) ? content : null;
}

function isDefinition(value: unknown): value is Definition {
  return (
    isRecord(value) &&
    (value.conditions === null || isGroup(value.conditions)) &&
    isSteps(value.steps) &&
    isText(value.timeZone)
  );
}

function isGroup(value: unknown): value is ConditionGroup {
  return (
    isRecord(value) &&
    value.kind === 'group' &&
    isText(value.match) &&
    Array.isArray(value.conditions) &&
    value.conditions.every((condition: unknown) => isComparison(condition) || isGroup(condition))
  );
}

function isComparison(value: unknown): boolean {
  if (!isRecord(value) || value.kind !== 'comparison' || !isText(value.operator) || !isRecord(value.left)) return false;
  const { left } = value;
  return left.from !== 'step' ? isText(left.field) : isText(left.step) && isText(left.output);
}

const isSteps = (value: unknown): value is Step[] => Array.isArray(value) && value.every(isStep);

function isStep(value: unknown): value is Step {
  if (!isRecord(value) || !isText(value.id)) return false;
  switch (value.type) {
    case 'branch':
      return isGroup(value.if) && isSteps(value.steps) && isSteps(value.otherwise);
    case 'wait':
      return isRecord(value.until) && isText(value.until.kind) && (value.goOnIf === null || isGroup(value.goOnIf));
    case 'contact':
      return (
        Array.isArray(value.matchBy) &&
        isTexts(value.contact) &&
        isTexts(value.embeddedData) &&
        (value.transaction === undefined || (isRecord(value.transaction) && isTexts(value.transaction.fields)))
      );
    case 'email-survey':
      return isSurveyTask(value) && isRecord(value.from) && isText(value.from.email) && isText(value.subject);
    case 'sms-survey':
      return isSurveyTask(value);
    default:
      return false;
  }
}

function isSurveyTask(value: Json): boolean {
  return isText(value.surveyId) && isText(value.contactStep) && isText(value.message);
}
