import { z } from 'zod';
import { administratorOf } from '../support/administrator.ts';
import type { RunningCanvass } from '../support/running-canvass.ts';

/** The address that an invited person opens. Only an administrator invites, no key does. */
export async function anInvite({ facts, home }: RunningCanvass): Promise<string> {
  const credentials = await administratorOf({ home });
  const post = async (url: string, body: unknown, cookie = '') => {
    const headers = { 'content-type': 'application/json', origin: facts.url, cookie };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST ${url} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const session = await post(`${facts.url}/api/auth/sign-in/email`, credentials);
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const invited = await post(`${facts.apiUrl}/member-invites`, { email: 'grace@acme.example', role: 'editor' }, cookie);
  const { pathname, hash } = new URL(z.object({ url: z.string() }).parse(await invited.json()).url);
  return `${pathname}${hash}`;
}
