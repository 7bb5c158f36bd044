import { expect, test } from 'vitest';
import { startTwilioStandIn } from './twilio-stand-in.ts';

const send = (url: string) =>
  fetch(`${url}/2010-04-01/Accounts/AC0/Messages.json`, {
    method: 'POST',
    body: new URLSearchParams({
      To: '+421900000001',
      From: '+15005550006',
      Body: 'Hello',
      StatusCallback: 'https://ask.example.com/webhooks/twilio/status?delivery=d-1&attempt=a-1',
    }),
  });

test('the attempt is read from the status callback’s address', async () => {
  await using twilio = await startTwilioStandIn();
  const answer: unknown = await (await send(twilio.url)).json();
  expect(twilio.accepted()).toMatchObject([{ deliveryId: 'd-1', attemptId: 'a-1', to: '+421900000001' }]);
  expect(answer).toMatchObject({ sid: twilio.accepted()[0]?.messageId });
});

test('whoever goes past the rate is told so with 429 and nothing is taken', async () => {
  await using twilio = await startTwilioStandIn({ maxSendRate: 1 });
  expect([(await send(twilio.url)).status, (await send(twilio.url)).status]).toEqual([201, 429]);
  expect(twilio.accepted()).toHaveLength(1);
});
