import { useCallback, useEffect, useRef, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { problemOf } from '../../../api/problem.ts';
import { checkWorkflow, saveDraft } from '../queries.ts';
import type { Definition } from './definition.ts';

export type SaveState =
  /** As published: nothing has been changed. */
  | { kind: 'untouched' }
  | { kind: 'saved'; at: Date }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'failed'; error: unknown }
  /** Somebody else has saved the draft since. */
  | { kind: 'overtaken' };

interface Autosave {
  state: SaveState;
  problems: Resource<'DefinitionProblem'>[];
  /** The saved version, which publishing names; 0 = there is none. */
  version: number;
  retry(): void;
  /** Looks for mistakes again: something beside the draft has changed. */
  recheck(): Promise<void>;
}

const pauseMs = 700;

/** Saves the draft a moment after each change, one request at a time, and tells the mistakes found in it. */
export function useAutosave(
  workflowId: string,
  revision: number,
  definition: Definition,
  initial: { version: number; updatedAt: Date | null; problems: Resource<'DefinitionProblem'>[] },
): Autosave {
  const [state, setState] = useState<SaveState>(() =>
    initial.updatedAt === null ? { kind: 'untouched' } : { kind: 'saved', at: initial.updatedAt },
  );
  const [problems, setProblems] = useState(initial.problems);
  const [version, setVersion] = useState(initial.version);
  const saved = useRef({ definition, version: initial.version });
  const busy = useRef(false);
  const newest = useRef(definition);
  newest.current = definition;

  const save = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      while (saved.current.definition !== newest.current) {
        setState({ kind: 'saving' });
        const content = newest.current;
        const draft = await saveDraft(workflowId, { content, basedOn: revision, version: saved.current.version });
        saved.current = { definition: content, version: draft.version };
        setVersion(draft.version);
        setProblems(draft.problems);
        setState({ kind: 'saved', at: new Date(draft.updatedAt) });
      }
    } catch (error) {
      setState(problemOf(error).code === 'conflict' ? { kind: 'overtaken' } : { kind: 'failed', error });
    } finally {
      busy.current = false;
    }
  }, [workflowId, revision]);

  useEffect(() => {
    if (saved.current.definition === definition) return;
    setState((now) => (now.kind === 'overtaken' ? now : { kind: 'waiting' }));
    const timer = setTimeout(() => void save(), pauseMs);
    return () => clearTimeout(timer);
  }, [definition, save]);

  const isUnsaved = state.kind === 'waiting' || state.kind === 'saving' || state.kind === 'failed';
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);

  return {
    state,
    problems,
    version,
    retry: () => void save(),
    recheck: async () => {
      const content = newest.current;
      const found = await checkWorkflow(workflowId, content);
      if (content === newest.current) setProblems(found);
    },
  };
}
