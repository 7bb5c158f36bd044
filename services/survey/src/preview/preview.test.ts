import type { SurveyId, WorkspaceId } from '@canvass/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anInvited, type RunningSurveys, startSurveys } from '../testing/fixture.ts';
import { Respondent } from '../testing/form-reader.ts';

let surveys: RunningSurveys;
beforeAll(async () => {
  surveys = await startSurveys();
});
afterAll(() => surveys[Symbol.asyncDispose]());

async function aPreview(
  workspaceId: WorkspaceId,
  surveyId: SurveyId,
  expires = "now() + interval '1 hour'",
): Promise<Respondent> {
  const token = crypto.randomUUID();
  await surveys.pool.query(
    `insert into survey_previews (token, workspace_id, survey_id, expires_at) values ($1, $2, $3, ${expires})`,
    [token, workspaceId, surveyId],
  );
  return new Respondent(`${surveys.url}/preview/${token}`);
}

test('the draft is played page by page with example facts, and nothing is stored', async () => {
  const { workspaceId, surveyId } = await anInvited(surveys.pool, { surveyStatus: 'new' });
  const editor = await aPreview(workspaceId, surveyId);
  const first = await editor.open();
  expect(first.text).toContain('Preview with example data');
  expect(first.text).toContain('Your case [CaseNumber], Ada.');
  const asked = await editor.send(first, { 'a:csat': '2' });
  expect(asked.text).toContain('What went wrong, Ada?');
  const second = await editor.send(asked, { 'a:why': 'Slow' });
  const back = await editor.send(second, {}, 'back');
  expect(back.fields().get('a:why')).toBe('Slow');
  const third = await editor.send(await editor.send(back, {}), {});
  const thanks = await editor.send(third, {});
  expect(thanks.text).toContain('Thank you, Ada!');
  expect((await surveys.pool.query('select 1 from responses')).rows).toEqual([]);
});

test('what the page can’t show is named in the preview', async () => {
  const definition = {
    elements: [
      { type: 'signaturepad', name: 'signature' },
      { type: 'text', name: 'name' },
    ],
  };
  const { workspaceId, surveyId } = await anInvited(surveys.pool, { definition });
  const page = await (await aPreview(workspaceId, surveyId)).open();
  expect(page.text).toContain('can’t show questions of this type: signature.');
});

test('a preview may be framed by its own origin, and ends when its time is over', async () => {
  const { workspaceId, surveyId } = await anInvited(surveys.pool);
  await aPreview(workspaceId, surveyId);
  const { rows } = await surveys.pool.query('select token from survey_previews where survey_id = $1', [surveyId]);
  const { headers } = await fetch(`${surveys.url}/preview/${rows[0].token}`);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('x-frame-options')).toBeNull();
  const ended = await (await aPreview(workspaceId, surveyId, 'now()')).open();
  expect(ended.status).toBe(404);
  expect(ended.text).toContain('This preview has ended');
});
