import { randomUUID } from 'node:crypto';
import { fenceDeliveries, inWorkspace } from '@canvass/database';
import { DeliveryId } from '@canvass/domain';
import { sendEmails } from '@canvass/jobs';
import { eventually, queueBackends } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DistributionWorld, startDistributionWorld, surveyUrl } from './testing/distribution-world.ts';

describe.each(queueBackends())('distribution on %s', (backend) => {
  let world: DistributionWorld;
  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    world = await startDistributionWorld(backend);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('an e-mail survey arrives with both links and a plain-text part, and the run succeeds', async () => {
    const people = await world.toEmail([{ firstName: 'Ada' }]);
    await using _worker = world.startWorker();
    await world.offer(people);
    const delivery = await world.untilStatus(people[0], 'sent');
    expect(delivery).toMatchObject({
      events: ['sent'],
      attempts: 1,
      task_status: 'succeeded',
      run_status: 'succeeded',
      task_output: {
        deliveryId: delivery.id,
        contactId: people[0]?.contactId,
        channel: 'email',
        providerMessageId: delivery.provider_message_id,
      },
    });
    const [email] = await world.emailsTo(people[0]);
    expect(email).toMatchObject({ messageId: delivery.provider_message_id, subject: 'Your case 00000' });
    for (const part of [email?.body.html, email?.body.text]) {
      expect(part).toContain(`${surveyUrl}/s/${delivery.token}`);
      expect(part).toContain(`${surveyUrl}/o/${delivery.token}`);
    }
  });

  test('a text survey arrives, with its segments in the ledger', async () => {
    const phone = '+421905111222';
    const people = await world.toText([{ phone }]);
    await using _worker = world.startWorker();
    await world.offer(people);
    const delivery = await world.untilStatus(people[0], 'sent');
    const sent = (await world.phones.texts()).find((text) => text.sid === delivery.provider_message_id);
    expect(sent).toMatchObject({ to: phone, body: `Case 00000: ${surveyUrl}/s/${delivery.token}` });
    const { rows } = await world.pool.query(
      `select detail from delivery_events where delivery_id = $1 and type = 'sent'`,
      [delivery.id],
    );
    expect(rows).toMatchObject([{ detail: { provider: 'twilio', segments: 1 } }]);
  });

  test('doubled jobs and two workers send each person one message', async () => {
    const { workspaceId, producer } = world;
    const people = await world.toEmail(Array.from({ length: 25 }, () => ({})));
    await using _one = world.startWorker();
    await using _other = world.startWorker();
    await world.offer(people, 3);
    const deliveries = await Promise.all(people.map((person) => world.untilStatus(person, 'sent')));
    // The send jobs once more, as the relay may add them.
    const deliveryIds = deliveries.map((each) => DeliveryId.parse(each.id));
    const again = { workspaceId, deliveryIds };
    await producer.enqueue(sendEmails, [again, again]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    for (const person of people) expect(await world.emailsTo(person)).toHaveLength(1);
    expect((await world.of(people[0]))?.events.filter((type) => type === 'sent')).toEqual(['sent']);
  });

  test('a message keeps the facts of its preparation though the contact changes before it is sent', async () => {
    const people = await world.toEmail([{ firstName: 'Before' }]);
    await world.prepare(people);
    await world.pool.query(`update contacts set first_name = 'After' where id = $1`, [people[0]?.contactId]);
    await using _worker = world.startWorker();
    await world.untilStatus(people[0], 'sent');
    expect((await world.emailsTo(people[0]))[0]?.body.text).toContain('Dear Before');
  });

  test('someone who opts out between preparation and sending gets nothing', async () => {
    const people = await world.toEmail([{}]);
    await world.prepare(people);
    await world.pool.query('update contacts set email_opted_out_at = now() where id = $1', [people[0]?.contactId]);
    await using _worker = world.startWorker();
    const delivery = await world.untilStatus(people[0], 'opted-out');
    expect(delivery).toMatchObject({ task_status: 'skipped', task_error: { code: 'contact-opted-out' } });
    expect(await world.emailsTo(people[0])).toEqual([]);
  });

  test.each([
    ['e-mail', 'opted-out', 'email_opted_out_at'],
    ['text', 'sent', 'sms_opted_out_at'],
  ])(
    'an opt-out of %s by another contact with the address, after the preparation, leaves the e-mail %s',
    async (_, status, column) => {
      const people = await world.toEmail([{}]);
      await world.prepare(people);
      await world.pool.query(
        `insert into contacts (id, workspace_id, email, ${column})
       select gen_random_uuid(), workspace_id, upper(email), now() from contacts where id = $1`,
        [people[0]?.contactId],
      );
      await using _worker = world.startWorker();
      const delivery = await world.untilStatus(people[0], status);
      expect(await world.emailsTo(people[0])).toHaveLength(delivery.status === 'sent' ? 1 : 0);
    },
  );

  test('a delivery whose worker died after the fence is not sent again', async () => {
    const { workspaceId, producer } = world;
    const people = await world.toEmail([{}, {}]);
    const [dead, alive] = people;
    await world.prepare(people);
    const id = DeliveryId.parse((await world.of(dead))?.id);
    const fenced = await inWorkspace(world.pool, workspaceId, (db) =>
      fenceDeliveries(db, workspaceId, 'email', [{ id, attemptId: randomUUID() }]),
    );
    expect(fenced).toHaveLength(1);

    await using _worker = world.startWorker();
    await world.untilStatus(alive, 'sent');
    await producer.enqueue(sendEmails, [{ workspaceId, deliveryIds: [id] }]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    expect(await world.of(dead)).toMatchObject({ status: 'sending', attempts: 1 });
    expect(await world.emailsTo(dead)).toEqual([]);
  });
});
