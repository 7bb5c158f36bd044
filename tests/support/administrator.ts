import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const State = z.object({ adminPassword: z.string() });

export interface Credentials {
  email: string;
  password: string;
}

/** Whom the first start makes, with the password that it prints. */
export async function administratorOf({ home }: { home: string }): Promise<Credentials> {
  const { adminPassword } = State.parse(JSON.parse(await readFile(join(home, 'state.json'), 'utf8')));
  return { email: 'admin@canvass.test', password: adminPassword };
}

/** As a person does it, up to pressing the button. */
export async function signIn(page: Page, url: string, { email, password }: Credentials): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
