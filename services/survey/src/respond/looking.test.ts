import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anInvited, type Invited, type RunningSurveys, startSurveys } from '../testing/fixture.ts';
import { Respondent } from '../testing/form-reader.ts';

let surveys: RunningSurveys;
beforeAll(async () => {
  surveys = await startSurveys();
});
afterAll(() => surveys[Symbol.asyncDispose]());

function respondentOf({ token }: Invited, headers: Record<string, string> = {}): Respondent {
  return new Respondent(`${surveys.url}/s/${token}`, headers);
}

async function responseOf(invited: Invited) {
  const { rows } = await surveys.pool.query('select * from responses where invitation_id = $1', [invited.invitationId]);
  return rows[0] ?? null;
}

describe('looking', () => {
  test('GET and HEAD change no table at all', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    await ada.send(await ada.open(), { 'a:csat': '4' });
    const before = await everything();
    for (const path of [
      `/s/${invited.token}`,
      `/s/${invited.token}?page=1`,
      `/o/${invited.token}`,
      '/s/unknown-token-000',
    ]) {
      for (const method of ['GET', 'HEAD']) await fetch(`${surveys.url}${path}`, { method });
    }
    expect(await everything()).toEqual(before);
  });

  async function everything(): Promise<Record<string, string>> {
    const { rows } = await surveys.pool.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const contents: Record<string, string> = {};
    for (const { name } of rows) {
      const table = await surveys.pool.query(
        `select coalesce(string_agg(t::text, '|' order by t::text), '') as all from ${name} t`,
      );
      contents[name] = table.rows[0].all;
    }
    return contents;
  }

  test('every page forbids framing, keeping, indexing and telling its address', async () => {
    const invited = await anInvited(surveys.pool);
    for (const path of [`/s/${invited.token}`, `/o/${invited.token}`, '/s/unknown-token-000', '/']) {
      const { headers } = await fetch(`${surveys.url}${path}`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toContain('noindex');
    }
  });
});

describe('a link that can’t be answered says so', () => {
  const past = new Date(Date.now() - 60_000);
  test.each([
    ['expired', { expiresAt: past }, 410, 'This survey link has expired'],
    ['withdrawn', { revokedAt: past }, 410, 'no longer valid'],
    ['of a paused survey', { surveyStatus: 'paused' as const }, 200, 'taking a break'],
    ['of a closed survey', { surveyStatus: 'closed' as const }, 200, 'This survey is closed'],
  ])('a link that is %s', async (_name, values, status, words) => {
    const invited = await anInvited(surveys.pool, values);
    const ada = respondentOf(invited);
    for (const page of [await ada.open(), await ada.post('page=0&shown=0&a%3Acsat=4')]) {
      expect(page.status).toBe(status);
      expect(page.text).toContain(words);
    }
    expect(await responseOf(invited)).toBeNull();
  });

  test('an unknown link is not found, also in French', async () => {
    const stranger = new Respondent(`${surveys.url}/s/not-a-token-of-ours`, { 'accept-language': 'fr-CA,en;q=0.5' });
    const page = await stranger.open();
    expect(page.status).toBe(404);
    expect(page.markup).toContain('<html lang="fr"');
    expect(page.text).toContain('Ce lien ne fonctionne pas');
  });

  test('a second visit says that it is already answered, even after the link has expired', async () => {
    const invited = await anInvited(surveys.pool, { definition: { elements: [{ type: 'text', name: 'q' }] } });
    const ada = respondentOf(invited);
    await ada.send(await ada.open(), { 'a:q': 'yes' });
    await surveys.pool.query('update invitations set expires_at = $2 where id = $1', [invited.invitationId, past]);
    const again = await ada.open();
    expect(again.text).toContain('You have already answered');
    const late = await ada.post('page=0&shown=0&a%3Aq=other');
    expect(late.status).toBe(200);
    expect((await responseOf(invited))?.answers).toEqual({ q: 'yes' });
  });
});
