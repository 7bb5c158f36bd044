import { checkSenders, flattenSteps, WorkflowDefinition } from '@canvass/domain';
import type { Senders } from '../senders.ts';
import { type PlacedProblem, toPlaced } from './workflow-definition-check.ts';

/**
 * What keeps a definition's messages from going out. It asks the provider, so it is called outside of a transaction. An api
 * that was given no provider at all knows nothing of them, and says nothing.
 */
export async function findSenderProblems(senders: Senders, content: unknown): Promise<PlacedProblem[]> {
  const channels = senders.channels();
  const definition = WorkflowDefinition.safeParse(content).data;
  if (definition === undefined || channels.size === 0) return [];
  const addresses = flattenSteps(definition.steps).flatMap((step) =>
    step.type === 'email-survey' ? [step.from.email] : [],
  );
  const unverified = await senders.findUnverified(addresses);
  return checkSenders(definition, { channels, unverified }).map(toPlaced);
}
