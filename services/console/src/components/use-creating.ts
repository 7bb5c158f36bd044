import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Lists where something can be made: their address says when the form for it is open, so that any link can open it. */
export interface CreateSearch {
  create?: true;
}

export function parseCreateSearch(search: Record<string, unknown>): CreateSearch {
  return search.create === true ? { create: true } : {};
}

type Creating = [creating: boolean, open: () => void, close: () => void];

export function useCreating(to: '/workflows' | '/surveys' | '/event-sources'): Creating {
  const creating = useSearch({ strict: false, select: ({ create }) => create === true });
  const navigate = useNavigate();
  const open = useCallback(() => void navigate({ to, search: { create: true } }), [navigate, to]);
  const close = useCallback(() => void navigate({ to, search: {}, replace: true }), [navigate, to]);
  return [creating, open, close];
}
