export * from './condition.ts';
export * from './error-catalogue.ts';
export * from './failures.ts';
export * from './field-catalogue.ts';
export * from './ids.ts';
export * from './statuses.ts';
export * from './survey-flow.ts';
export * from './workflow-definition.ts';
