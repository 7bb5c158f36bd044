import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { useHistory } from '../../../components/use-history.ts';
import { saveSurvey, surveyCheckQuery, surveyQuery } from '../queries.ts';
import { keptEdits } from './kept-edits.ts';
import type { Json, SurveyContents } from './survey-document.ts';
import { mainLanguage } from './survey-texts.ts';

type Survey = Resource<'Survey'>;

const contentsOf = ({ name, definition, flow }: Survey): SurveyContents => ({
  name,
  definition,
  flow: { embeddedData: flow.embeddedData },
});

/** The draft as it is being written: undone, checked as it changes, saved when asked to. */
export function useSurveyEditor(survey: Survey) {
  const client = useQueryClient();
  const [base, setBase] = useState({ contents: contentsOf(survey), updatedAt: survey.updatedAt });
  const steps = useHistory<SurveyContents>(base.contents);
  const [restored, setRestored] = useState(false);
  const [language, setLanguage] = useState(mainLanguage);
  const [selected, setSelected] = useState<string | null>(null);
  const isDirty = steps.value !== base.contents;

  const edits = keptEdits(survey.id);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      const kept = edits.read(base.updatedAt);
      if (kept !== null) {
        steps.change(kept);
        setRestored(true);
      }
      return;
    }
    if (isDirty) edits.keep(base.updatedAt, steps.value);
    else edits.forget();
  });

  // The server's newer draft is taken over as long as nothing was typed here.
  useEffect(() => {
    if (isDirty || survey.updatedAt === base.updatedAt) return;
    takeOver(survey);
  });

  const save = useMutation({
    mutationFn: async (contents: SurveyContents) => ({
      contents,
      saved: await saveSurvey(survey.id, { ...contents, unchangedSince: base.updatedAt }),
    }),
    onSuccess: ({ contents, saved }) => {
      setBase({ contents, updatedAt: saved.updatedAt });
      setRestored(false);
      client.setQueryData(surveyQuery(survey.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['surveys', 'list'] });
    },
  });

  const [settled] = useDebouncedValue(steps.value, 400);
  const check = useQuery({ ...surveyCheckQuery(survey.id, settled), placeholderData: keepPreviousData });

  const newest = () => client.fetchQuery({ ...surveyQuery(survey.id), staleTime: 0 });
  function takeOver(theirs: Survey) {
    const contents = contentsOf(theirs);
    setBase({ contents, updatedAt: theirs.updatedAt });
    steps.reset(contents);
    setRestored(false);
    edits.forget();
    save.reset();
  }

  return {
    survey,
    contents: steps.value,
    problems: check.data?.problems ?? [],
    isDirty,
    restored,
    language,
    setLanguage,
    /** The name of the element whose form is open; `texts` = those of the survey itself. */
    selected,
    setSelected,
    change: steps.change,
    changeDefinition: (definition: Json, key: string | null = null) =>
      steps.change({ ...steps.value, definition }, key),
    undo: steps.undo,
    redo: steps.redo,
    canUndo: steps.canUndo,
    canRedo: steps.canRedo,
    save,
    /** Lets go of what was typed. */
    discard: () => takeOver(survey),
    /** The draft as somebody else has saved it meanwhile. */
    takeTheirs: async () => takeOver(await newest()),
    /** Saves over what somebody else has saved meanwhile. */
    overwrite: async () => {
      const { updatedAt } = await newest();
      setBase({ contents: base.contents, updatedAt });
      save.reset();
      edits.keep(updatedAt, steps.value);
    },
  };
}

export type SurveyEditor = ReturnType<typeof useSurveyEditor>;

export const EditorContext = createContext<SurveyEditor | null>(null);

export function useEditor(): SurveyEditor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error('EditorContext is missing');
  return editor;
}
