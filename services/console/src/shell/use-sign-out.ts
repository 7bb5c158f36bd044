import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { showFailure } from '../components/toasts.tsx';
import { useTexts } from '../i18n/text.tsx';
import { forgetRecentItems } from './search/recent.ts';

/** Ends the session, and forgets what this browser was shown. */
export function useSignOut(): () => void {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      client.clear();
      forgetRecentItems();
    },
    onError: (error) => showFailure(error, t),
  });
  return leaving.mutate;
}
