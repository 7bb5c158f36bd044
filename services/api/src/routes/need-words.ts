import type { Need } from '@canvass/database';
import { errorCatalogue, rejectionReasons } from '@canvass/domain';

interface Words {
  sentence: string;
  remedy: string;
}

const bounces: Readonly<Record<string, Words>> = {
  'hard-bounce': {
    sentence: 'The address does not take e-mail.',
    remedy: 'Correct the address in Salesforce or on the contact.',
  },
  'soft-bounce': {
    sentence: 'The mailbox did not take the message for now.',
    remedy: 'Nothing, unless it goes on for days: then the address is likely to be wrong.',
  },
  complaint: {
    sentence: 'The person marked the message as spam.',
    remedy: 'They are not written to again. Where it happens often, look at who is asked, and how often.',
  },
};

const ofKinds: Partial<Record<Need['kind'], Words>> = {
  'waiting-source': {
    sentence: 'No message has arrived yet, though a workflow waits for it.',
    remedy: 'Open the event source: its checks say what usually is missing in Salesforce.',
  },
  'silent-source': {
    sentence: 'No message has arrived for two days.',
    remedy: 'See whether the flow is active in Salesforce, and whether its outbound messages are pending.',
  },
  'off-with-draft': {
    sentence: 'The workflow is off, and its draft has not been published.',
    remedy: 'Finish the draft, publish it and switch the workflow on, or discard the draft.',
  },
  'failed-notice': {
    sentence: 'Nobody could be told by e-mail that runs failed.',
    remedy: 'The workflow’s page says why. Mend it there and send a test.',
  },
};

/** What happened and what to do, in one sentence each. */
export function needWords(need: Need): Words {
  const catalogue: Readonly<Record<string, Words>> = need.kind === 'rejection' ? rejectionReasons : errorCatalogue;
  const { sentence, remedy } =
    ofKinds[need.kind] ??
    (need.kind === 'bounce' ? bounces[need.cause] : catalogue[need.cause]) ??
    errorCatalogue['task-crashed'];
  return { sentence, remedy };
}
