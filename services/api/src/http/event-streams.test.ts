import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

/** Reads a stream of events into `text` until it is closed. */
async function listen(key: string) {
  const abort = new AbortController();
  const response = await fetch(`${api.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${key}` },
    signal: abort.signal,
  });
  const heard = { type: response.headers.get('content-type'), text: '', close: () => abort.abort() };
  void (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
    } catch {
      // closed by the test
    }
  })();
  await eventually(async () => heard.text.includes('connected'));
  return heard;
}

test('a listener hears what changed in its workspace, and nothing of another', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const [here, there] = [await listen(ours.key), await listen(theirs.key)];
  expect(here.type).toBe('text/event-stream');

  api.services.announcer.changed(ours.workspaceId, 'runs', 'contacts');
  await eventually(async () => here.text.includes('data: {"topics":["runs","contacts"]}'));
  expect(here.text).toContain('event: changed');
  api.services.announcer.changed(theirs.workspaceId, 'responses');
  await eventually(async () => there.text.includes('responses'));
  expect(there.text).not.toContain('runs');
  expect(here.text).not.toContain('responses');
  here.close();
  there.close();
});

test('a stranger hears nothing', async () => {
  expect((await api.ask('GET', 'events')).status).toBe(401);
});
