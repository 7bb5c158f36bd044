import { useQuery } from '@tanstack/react-query';
import { meQuery } from './session.ts';

/** What the signed-in person may do; the API decides, the console only hides what it would refuse. */
export function useRights(): { mayWrite: boolean; mayAdminister: boolean } {
  const { data: me } = useQuery(meQuery);
  return {
    mayWrite: me?.role === 'admin' || me?.role === 'editor',
    mayAdminister: me?.role === 'admin',
  };
}
