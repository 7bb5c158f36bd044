import { type DefinitionProblem, doubtful } from './definition-problem.ts';
import type { EmailSurveyTask, SmsSurveyTask, Step, WorkflowDefinition } from './workflow-definition.ts';

/** What is known of the ways out of the workspace. */
export interface KnownSenders {
  /** Channels that are set up. */
  channels: ReadonlySet<'email' | 'sms'>;
  /** From addresses (in lower case) that the provider is known not to have verified. */
  unverified: ReadonlySet<string>;
}

/** A warning at each survey task that nothing can be sent by. */
export function checkSenders({ steps }: WorkflowDefinition, senders: KnownSenders): DefinitionProblem[] {
  const within = (inner: readonly Step[], place: string): DefinitionProblem[] =>
    inner.flatMap((step, index) => {
      const here = `${place}/${index}`;
      if (step.type === 'branch') {
        return [...within(step.steps, `${here}/steps`), ...within(step.otherwise, `${here}/otherwise`)];
      }
      return step.type === 'contact' || step.type === 'wait' ? [] : checkSender(step, here, senders);
    });
  return within(steps, '/steps');
}

function checkSender(step: EmailSurveyTask | SmsSurveyTask, place: string, senders: KnownSenders): DefinitionProblem[] {
  const channel = step.type === 'email-survey' ? 'email' : 'sms';
  if (!senders.channels.has(channel)) {
    const what = channel === 'email' ? 'e-mail' : 'text messages';
    const sentence = `No provider for ${what} is set up: nothing can be sent.`;
    const mend = 'Ask whoever runs Canvass to set one up (docs/operating.md).';
    return [doubtful('channel-not-set-up', place, sentence, mend, { about: { channel } })];
  }
  if (step.type !== 'email-survey' || !senders.unverified.has(step.from.email.toLowerCase())) return [];
  const { email } = step.from;
  const sentence = `“${email}” is not verified with the e-mail provider: it refuses every message from it.`;
  const mend = 'Verify the address or its domain with the provider, or send from another.';
  return [doubtful('from-not-verified', `${place}/from/email`, sentence, mend, { about: { email } })];
}
