import {
  ContactId,
  ResponseId,
  RunId,
  responseStatuses,
  SurveyFlow,
  SurveyId,
  surveyChangeKinds,
  surveyChangeSubjects,
  surveyProblemCodes,
  surveyStatuses,
} from '@canvass/domain';
import { z } from 'zod';
import type { AuditAction } from './audit-actions.ts';
import { ContactBrief, Instant, oneOrMore, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';

const name = z.string().trim().min(1).max(255);
const params = z.object({ surveyId: SurveyId });
const definition = z.record(z.string(), z.unknown()).describe('SurveyJS JSON');

export const SurveySummary = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(surveyStatuses),
    publishedVersion: z.number().int().nullable(),
    publishedAt: Instant.nullable(),
    hasUnpublishedChanges: z.boolean(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'SurveySummary' });

export const Survey = z
  .object({ ...SurveySummary.shape, definition: definition.describe('The draft, as SurveyJS JSON'), flow: SurveyFlow })
  .meta({ id: 'Survey' });

const versionShape = { id: z.string(), surveyId: z.string(), version: z.number().int(), publishedAt: Instant };
export const SurveyVersion = z.object({ ...versionShape, definition, flow: SurveyFlow }).meta({ id: 'SurveyVersion' });

export const SurveyResponse = z
  .object({
    id: z.string(),
    surveyId: z.string(),
    surveyVersion: z.number().int(),
    status: z.enum(responseStatuses),
    invitationId: z.string().nullable(),
    runId: z.string().nullable(),
    contact: ContactBrief.nullable(),
    answers: z.record(z.string(), z.unknown()).describe('Question name → answer'),
    embeddedData: z.record(z.string(), z.string().nullable()).describe('The facts of the sending time'),
    language: z.string().nullable(),
    startedAt: Instant,
    savedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'SurveyResponse' });

export const SurveyTemplate = z
  .object({ id: z.string(), name: z.string(), description: z.string(), definition, flow: SurveyFlow })
  .meta({ id: 'SurveyTemplate' });

export const SurveyProblem = z
  .object({
    severity: z.enum(['error', 'warning']).describe('An error keeps the survey from being published'),
    code: z.enum(surveyProblemCodes),
    place: z.string().describe('JSON Pointer into what was sent'),
    sentence: z.string(),
    mend: z.string().describe('What to do about it'),
    about: z.record(z.string(), z.string()).describe('What the sentence speaks of, to say it in another language'),
  })
  .meta({ id: 'SurveyProblem' });

export const SurveyChange = z
  .object({
    kind: z.enum(surveyChangeKinds),
    subject: z.enum(surveyChangeSubjects),
    name: z.string().describe('Name of the question, page or field; of a text its property'),
    title: z.string().nullable().describe('What people read'),
    properties: z.array(z.string()).describe('Which properties differ'),
  })
  .meta({ id: 'SurveyChange' });

const tag = 'Surveys';
const change = (path: string, summary: string, action: AuditAction) =>
  defineRoute({
    method: 'post',
    path: `/surveys/{surveyId}/${path}`,
    tag,
    summary,
    needs: 'write',
    audit: { action },
    params,
    reply: Survey,
    problems: ['conflict', 'invalid-definition'],
  });

export const surveysContract = {
  listSurveys: defineRoute({
    method: 'get',
    path: '/surveys',
    tag,
    summary: 'List surveys, oldest first',
    needs: 'read',
    query: z.strictObject({ ...pageQuery, status: oneOrMore(surveyStatuses) }),
    reply: pageOf(SurveySummary),
  }),
  createSurvey: defineRoute({
    method: 'post',
    path: '/surveys',
    tag,
    summary: 'Create a survey as a draft',
    needs: 'write',
    audit: { action: 'survey.created' },
    body: z.strictObject({ name, definition, flow: SurveyFlow.default({ embeddedData: [] }) }),
    reply: Survey,
    status: 201,
    problems: ['invalid-definition'],
  }),
  listSurveyTemplates: defineRoute({
    method: 'get',
    path: '/survey-templates',
    tag,
    summary: 'List what a survey can begin with',
    needs: 'read',
    reply: z.object({ data: z.array(SurveyTemplate) }),
  }),
  checkSurvey: defineRoute({
    method: 'post',
    path: '/surveys/check',
    tag,
    summary: 'Find what is wrong with a definition and its flow, without keeping them',
    needs: 'read',
    body: z.strictObject({ definition, flow: SurveyFlow.default({ embeddedData: [] }) }),
    reply: z.object({ problems: z.array(SurveyProblem) }),
  }),
  getSurvey: defineRoute({
    method: 'get',
    path: '/surveys/{surveyId}',
    tag,
    summary: 'Get a survey with its draft',
    needs: 'read',
    params,
    reply: Survey,
  }),
  updateSurvey: defineRoute({
    method: 'patch',
    path: '/surveys/{surveyId}',
    tag,
    summary: 'Change the draft; what is published stays as it is',
    needs: 'write',
    params,
    body: z.strictObject({
      name: name.optional(),
      definition: definition.optional(),
      flow: SurveyFlow.optional(),
      unchangedSince: z.iso
        .datetime({ offset: true })
        .optional()
        .describe('`updatedAt` as it was read: refused with `conflict` when somebody has changed the survey since'),
    }),
    reply: Survey,
    problems: ['conflict', 'invalid-definition'],
  }),
  declareEmbeddedData: defineRoute({
    method: 'post',
    path: '/surveys/{surveyId}/embedded-data',
    tag,
    summary: 'Declare embedded data in the survey flow',
    description:
      'In the draft, and of a published survey in a new version that differs by nothing else: other changes of the draft stay unpublished. Names that are declared already change nothing.',
    needs: 'write',
    audit: { action: 'survey.embedded-data-declared', keep: ['names'] },
    params,
    body: z.strictObject({ names: z.array(z.string().min(1).max(200)).min(1).max(50) }),
    reply: Survey,
    problems: ['invalid-definition'],
  }),
  getSurveyChanges: defineRoute({
    method: 'get',
    path: '/surveys/{surveyId}/changes',
    tag,
    summary: 'Compare the draft with the published version: what publishing would change',
    needs: 'read',
    params,
    reply: z
      .object({
        publishedVersion: z.number().int().nullable().describe('Null = never published: everything is new'),
        changes: z.array(SurveyChange),
        problems: z.array(SurveyProblem),
      })
      .meta({ id: 'SurveyChanges' }),
  }),
  publishSurvey: change('publish', 'Publish the draft as a new version and make the survey active', 'survey.published'),
  pauseSurvey: change('pause', 'Take no answers for now', 'survey.paused'),
  resumeSurvey: change('resume', 'Take answers again', 'survey.resumed'),
  closeSurvey: change('close', 'Take no more answers', 'survey.closed'),
  listSurveyVersions: defineRoute({
    method: 'get',
    path: '/surveys/{surveyId}/versions',
    tag,
    summary: 'List published versions, newest first',
    needs: 'read',
    params,
    query: z.strictObject(pageQuery),
    reply: pageOf(z.object(versionShape).meta({ id: 'SurveyVersionSummary' })),
  }),
  getSurveyVersion: defineRoute({
    method: 'get',
    path: '/surveys/{surveyId}/versions/{version}',
    tag,
    summary: 'Get a published version',
    needs: 'read',
    params: z.object({ surveyId: SurveyId, version: z.coerce.number().int().min(1).max(2_000_000_000) }),
    reply: SurveyVersion,
  }),
  previewSurvey: defineRoute({
    method: 'post',
    path: '/surveys/{surveyId}/preview',
    tag,
    summary: 'Make a link to the draft as a person would see it',
    needs: 'read',
    params,
    reply: z.object({ url: z.string(), expiresAt: Instant }).meta({ id: 'SurveyPreview' }),
    problems: ['invalid-definition'],
  }),
  listResponses: defineRoute({
    method: 'get',
    path: '/surveys/{surveyId}/responses',
    tag,
    summary: 'List the responses of a survey, newest first',
    needs: 'read',
    params,
    query: z.strictObject({ ...pageQuery, status: oneOrMore(responseStatuses) }),
    reply: pageOf(SurveyResponse),
  }),
  listAllResponses: defineRoute({
    method: 'get',
    path: '/responses',
    tag: 'Responses',
    summary: 'List responses of all surveys, newest first',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      surveyId: SurveyId.optional(),
      contactId: ContactId.optional(),
      runId: RunId.optional(),
      status: oneOrMore(responseStatuses),
    }),
    reply: pageOf(SurveyResponse),
  }),
  getResponse: defineRoute({
    method: 'get',
    path: '/responses/{responseId}',
    tag: 'Responses',
    summary: 'Get a response',
    needs: 'read',
    params: z.object({ responseId: ResponseId }),
    reply: SurveyResponse,
  }),
};
