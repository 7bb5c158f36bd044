import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { allRoutes } from '../contract/all-routes.ts';
import { routes } from '../routes/all-routes.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { openApiDocument } from './document.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test('the served document is valid OpenAPI 3.1', async () => {
  const served = await api.ask('GET', 'openapi.json');
  const validation = await new Validator().validate(JSON.parse(served.text));
  expect(validation.errors ?? []).toEqual([]);
  expect(served.as(z.object({ openapi: z.string() })).openapi).toBe('3.1.0');
});

test('every route that is mounted is in the document, and the other way round', () => {
  const mounted = routes.map(({ spec }) => `${spec.method} ${spec.path}`).toSorted();
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(openApiDocument('/'));
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual([...mounted, 'get /events'].toSorted());
  expect(mounted).toHaveLength(Object.keys(allRoutes).length);
});

test('what a body may meet is in the document, and a body that nobody needs is not demanded', () => {
  const Operation = z.object({
    requestBody: z.object({ required: z.boolean().optional() }).optional(),
    responses: z.record(z.string(), z.unknown()),
  });
  const Document = z.object({
    paths: z.record(z.string(), z.record(z.string(), Operation)),
    components: z.object({ responses: z.record(z.string(), z.object({ description: z.string() })) }),
  });
  const { paths, components } = Document.parse(openApiDocument('/'));
  for (const { requestBody, responses } of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    expect(['413', '415'].map((status) => status in responses)).toEqual([!!requestBody, !!requestBody]);
  }
  expect(paths['/event-sources']?.post?.requestBody?.required).toBe(true);
  expect(paths['/event-sources/{eventSourceId}/rotate']?.post?.requestBody?.required ?? false).toBe(false);
  expect(components.responses.MethodNotAllowed?.description).toContain('method-not-allowed');
});

test('the console’s client was generated from this document', async () => {
  const written = await readFile(new URL('../../../console/src/api/openapi.gen.json', import.meta.url), 'utf8');
  expect(JSON.parse(written), 'run: npm run openapi').toEqual(JSON.parse(JSON.stringify(openApiDocument('/api/v1'))));
});

test('the page to read has every operation and every error code', async () => {
  const page = await api.ask('GET', 'docs');
  expect(page.headers.get('content-type')).toContain('text/html');
  for (const operationId of Object.keys(allRoutes)) expect(page.text).toContain(`id="${operationId}"`);
  expect(page.text).toContain('id="survey-not-active"');
  expect(page.text).not.toContain('<script');
});
