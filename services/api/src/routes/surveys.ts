import {
  changeSurveyStatus,
  createSurvey,
  createSurveyPreview,
  declareEmbeddedData,
  findResponseReport,
  findSurvey,
  findSurveyVersion,
  forgetRunsOf,
  listResponses,
  listSurveys,
  listSurveyVersions,
  publishSurvey,
  type Queryable,
  type ResponseReport,
  type SurveyReport,
  updateSurveyDraft,
} from '@canvass/database';
import { type SurveyId, type SurveyStatus, surveyChanges, surveyTemplates } from '@canvass/domain';
import type { Principal } from '../auth/principal.ts';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { surveysContract } from '../contract/surveys.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import {
  requirePublishableSurvey,
  requireSoundFlow,
  requireSoundSurvey,
  surveyProblems,
} from './survey-definition-check.ts';

const previewLastsMs = 60 * 60_000;

export const surveyRoutes = [
  route(surveysContract.listSurveys, async ({ query }, { workspaceId, inWorkspace }) =>
    toList(await inWorkspace((db) => listSurveys(db, workspaceId, { statuses: query.status }, pageRequest(query)))),
  ),

  route(surveysContract.createSurvey, ({ body }, { workspaceId, inWorkspace }) => {
    requireSoundSurvey(body.definition);
    return inWorkspace(async (db) => {
      const id = await createSurvey(db, workspaceId, body);
      return found(await findSurvey(db, workspaceId, id));
    });
  }),

  route(surveysContract.listSurveyTemplates, async () => ({ data: [...surveyTemplates] })),

  route(surveysContract.checkSurvey, async ({ body }) => ({ problems: surveyProblems(body) })),

  route(surveysContract.getSurvey, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findSurvey(db, workspaceId, params.surveyId))),
  ),

  route(surveysContract.updateSurvey, ({ params, body }, { workspaceId, inWorkspace }) => {
    if (body.definition) requireSoundSurvey(body.definition);
    return inWorkspace(async (db) => {
      const changed = await updateSurveyDraft(db, workspaceId, params.surveyId, body);
      const survey = found(await findSurvey(db, workspaceId, params.surveyId));
      if (changed) return survey;
      throw new ProblemError('conflict', { detail: 'Somebody has changed the survey since it was read.' });
    });
  }),

  route(surveysContract.declareEmbeddedData, ({ params, body }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      found((await declareEmbeddedData(db, workspaceId, params.surveyId, body.names)) || null);
      const survey = found(await findSurvey(db, workspaceId, params.surveyId));
      requireSoundFlow(survey);
      return survey;
    }),
  ),

  route(surveysContract.getSurveyChanges, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const survey = found(await findSurvey(db, workspaceId, params.surveyId));
      const { publishedVersion } = survey;
      const version =
        publishedVersion === null ? null : await findSurveyVersion(db, workspaceId, survey.id, publishedVersion);
      const before = version ?? { definition: {}, flow: { embeddedData: [] } };
      return { publishedVersion, changes: surveyChanges(before, survey), problems: surveyProblems(survey) };
    }),
  ),

  route(surveysContract.publishSurvey, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const survey = found(await findSurvey(db, workspaceId, params.surveyId));
      requirePublishableSurvey(survey);
      await publishSurvey(db, workspaceId, survey.id);
      return found(await findSurvey(db, workspaceId, survey.id));
    }),
  ),

  route(surveysContract.pauseSurvey, ({ params }, context) =>
    changeStatus(context, params.surveyId, { from: ['active'], to: 'paused' }),
  ),
  route(surveysContract.resumeSurvey, ({ params }, context) =>
    changeStatus(context, params.surveyId, { from: ['paused', 'closed'], to: 'active' }),
  ),
  route(surveysContract.closeSurvey, ({ params }, context) =>
    changeStatus(context, params.surveyId, { from: ['active', 'paused'], to: 'closed' }),
  ),

  route(surveysContract.listSurveyVersions, async ({ params, query }, { workspaceId, inWorkspace }) =>
    toList(
      await inWorkspace(async (db) => {
        found(await findSurvey(db, workspaceId, params.surveyId));
        return listSurveyVersions(db, workspaceId, params.surveyId, pageRequest(query));
      }),
    ),
  ),

  route(surveysContract.getSurveyVersion, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findSurveyVersion(db, workspaceId, params.surveyId, params.version))),
  ),

  route(surveysContract.previewSurvey, ({ params }, { workspaceId, inWorkspace, services }) =>
    inWorkspace(async (db) => {
      const survey = found(await findSurvey(db, workspaceId, params.surveyId));
      requireSoundSurvey(survey.definition);
      const expiresAt = new Date(Date.now() + previewLastsMs);
      const token = await createSurveyPreview(db, workspaceId, survey.id, expiresAt);
      return { url: `${services.urls.survey}/preview/${token}`, expiresAt };
    }),
  ),

  route(surveysContract.listResponses, async ({ params, query }, { workspaceId, inWorkspace, principal }) =>
    toList(
      await inWorkspace(async (db) => {
        found(await findSurvey(db, workspaceId, params.surveyId));
        const filter = { surveyId: params.surveyId, statuses: query.status };
        const page = await listResponses(db, workspaceId, filter, pageRequest(query));
        return { ...page, rows: await withoutHiddenRuns(db, principal, page.rows) };
      }),
    ),
  ),

  route(surveysContract.listAllResponses, async ({ query }, { workspaceId, inWorkspace, principal }) => {
    const { status, ...filter } = query;
    return toList(
      await inWorkspace(async (db) => {
        const page = await listResponses(db, workspaceId, { ...filter, statuses: status }, pageRequest(query));
        const rows = await withoutHiddenRuns(db, principal, page.rows);
        // Asked for a run's answers, an answer would say that the run led to it.
        return { ...page, rows: filter.runId === undefined ? rows : rows.filter(({ runId }) => runId !== null) };
      }),
    );
  }),

  route(surveysContract.getResponse, ({ params }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const response = found(await findResponseReport(db, workspaceId, params.responseId));
      const [shown = response] = await withoutHiddenRuns(db, principal, [response]);
      return shown;
    }),
  ),
];

/** An answer is the survey's, for whoever sees the survey; the run that led to it is its workflow's. */
async function withoutHiddenRuns(db: Queryable, principal: Principal, responses: readonly ResponseReport[]) {
  return forgetRunsOf(db, principal.workspaceId, await hiddenWorkflows(db, principal), responses);
}

function changeStatus(
  { workspaceId, inWorkspace }: RequestContext,
  id: SurveyId,
  change: { from: readonly SurveyStatus[]; to: SurveyStatus },
): Promise<SurveyReport> {
  return inWorkspace(async (db) => {
    const survey = found(await findSurvey(db, workspaceId, id));
    if (survey.status === change.to) return survey;
    if (!(await changeSurveyStatus(db, workspaceId, id, change))) {
      throw new ProblemError('conflict', { detail: `The survey is ${survey.status}.` });
    }
    return found(await findSurvey(db, workspaceId, id));
  });
}
