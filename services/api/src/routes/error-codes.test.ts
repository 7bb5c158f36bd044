import { errorCatalogue } from '@canvass/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Errors = z.object({
  data: z.array(z.object({ code: z.string(), cause: z.string().nullable(), qualtrics: z.string().nullable() })),
});

test('every code of the catalogue is listed with its cause, and with Qualtrics’ code where there is one', async () => {
  const { ask } = await api.aTenant();
  const { data } = (await ask('GET', 'errors')).as(Errors);
  expect(data.map(({ code }) => code)).toEqual(Object.keys(errorCatalogue));
  expect(data.find(({ code }) => code === 'survey-not-active')).toMatchObject({ qualtrics: 'EQD09' });
});
