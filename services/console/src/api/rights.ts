import { useQuery } from '@tanstack/react-query';
import type { Resource } from './client.ts';
import { meQuery } from './session.ts';

type Right = Resource<'Workflow'>['right'];
const order: readonly Right[] = ['view', 'report', 'edit', 'own'];

/** True when what the person has of a workflow is at least this. */
export function hasRight(workflow: { right: Right } | undefined, needed: Right): boolean {
  return workflow !== undefined && order.indexOf(workflow.right) >= order.indexOf(needed);
}

/** What the signed-in person may do; the API decides, the console only hides what it would refuse. */
export function useRights(): { mayWrite: boolean; mayAdminister: boolean } {
  const { data: me } = useQuery(meQuery);
  return {
    mayWrite: me?.role === 'admin' || me?.role === 'editor',
    mayAdminister: me?.role === 'admin',
  };
}
