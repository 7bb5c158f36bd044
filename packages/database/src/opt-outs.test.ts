import { type Channel, ContactId, type WorkspaceId } from '@canvass/domain';
import { aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContactsToInvite } from './delivery-preparation.ts';
import { newId } from './new-id.ts';
import { optInContacts, optOutContacts } from './opt-outs.ts';
import { inWorkspace } from './transaction.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());

async function aContact(channel: Channel, address: string | null, workspace = workspaceId): Promise<ContactId> {
  const id = newId(ContactId);
  const column = channel === 'email' ? 'email' : 'phone';
  await database.pool.query(`insert into contacts (id, workspace_id, ${column}) values ($1, $2, $3)`, [
    id,
    workspace,
    address,
  ]);
  return id;
}

const isOut = async (id: ContactId, channel: Channel, workspace = workspaceId) =>
  (await inWorkspace(database.pool, workspace, (db) => findContactsToInvite(db, workspace, [id]))).get(id)?.optedOut[
    channel
  ];
const change = (kind: typeof optOutContacts, ids: ContactId[], channel: Channel, address: string | null) =>
  inWorkspace(database.pool, workspaceId, (db) => kind(db, workspaceId, ids, channel, 'link', address));

describe.each([
  ['email', 'Ada@Example.com', 'ada@example.com', 'bob@example.com'],
  ['sms', '+421905000001', '+421905000001', '+421905000002'],
] as const)('over %s', (channel, address, same, other) => {
  const otherChannel = channel === 'email' ? 'sms' : 'email';

  test('an opt-out of one contact holds for every contact with its address, also one that is made later', async () => {
    const [ada, stranger, nobody] = [
      await aContact(channel, address),
      await aContact(channel, other),
      await aContact(channel, null),
    ];
    const elsewhere = await aWorkspace(database.pool);
    const foreign = await aContact(channel, address, elsewhere);
    await change(optOutContacts, [ada], channel, null);
    const later = await aContact(channel, same);
    expect(await isOut(later, channel)).toBe(true);
    expect(await isOut(later, otherChannel)).toBe(false);
    expect(await isOut(stranger, channel)).toBe(false);
    expect(await isOut(nobody, channel)).toBe(false);
    expect(await isOut(foreign, channel, elsewhere)).toBe(false);

    await change(optInContacts, [later], channel, address);
    expect(await isOut(later, channel)).toBe(false);
    expect(await isOut(ada, channel)).toBe(false);
  });

  test('wishes about the same people that come at once, in any order, all come through', async () => {
    const shared = channel === 'email' ? 'many@example.com' : '+421905000009';
    const ids: ContactId[] = [];
    for (let each = 0; each < 50; each += 1) ids.push(await aContact(channel, shared));
    const rounds = Array.from({ length: 40 }, (_, round) =>
      change(
        round % 2 === 0 ? optOutContacts : optInContacts,
        round % 3 === 0 ? ids.toReversed() : [],
        channel,
        shared,
      ),
    );
    await expect(Promise.all(rounds)).resolves.toHaveLength(40);
  });
});
