import { VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { Page } from '../../../components/page.tsx';
import { showDone, showFailure } from '../../../components/toasts.tsx';
import { useHistory } from '../../../components/use-history.ts';
import { useTexts } from '../../../i18n/text.tsx';
import { discardDraft, publishDraft, surveyChoicesQuery, workflowQuery } from '../queries.ts';
import classes from './builder.module.css';
import { BuilderActions, DraftState } from './builder-header.tsx';
import { ConditionsPanel } from './conditions-panel.tsx';
import {
  type Definition,
  duplicateStep,
  findStep,
  insertStep,
  type ListPointer,
  moveStep,
  removeStep,
  replaceStep,
  type StepType,
} from './definition.ts';
import { EventPanel } from './event-panel.tsx';
import { stepTitle } from './field-choices.ts';
import { Flow, type Selection } from './flow.tsx';
import { canPlace, placeOf, placeStep, type StepPlace } from './move-step.ts';
import { newStep } from './new-step.ts';
import { ProblemList } from './problem-list.tsx';
import { inWords } from './problems.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { readDefinition } from './read-definition.ts';
import { sayPlace } from './say-place.ts';
import { StepPanel } from './step-panel.tsx';
import { TestRunPanel } from './test-run/test-run-panel.tsx';
import { SampleContext, useSample } from './test-run/use-sample.ts';
import { useTestRun } from './test-run/use-test-run.ts';
import { useAutosave } from './use-autosave.ts';

interface BuilderProps {
  workflow: Resource<'Workflow'>;
  draft: Resource<'WorkflowDraft'> | null;
  /** Of the draft, or of what is published where there is none. */
  problems: Resource<'DefinitionProblem'>[];
  source: Resource<'EventSource'>;
}

/** The workflow as it is being built: the flow at the left, the form of what is selected at the right. */
export function Builder({ workflow, draft, problems: found, source }: BuilderProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const history = useHistory<Definition>(readDefinition(draft?.content) ?? workflow.definition);
  const definition = history.value;
  const [selection, setSelection] = useState<Selection>(null);
  const [publishing, setPublishing] = useState(false);
  const [testing, setTesting] = useState(false);
  const sample = useSample(source);
  const testRun = useTestRun(workflow.id, definition, sample);
  // The picker's examples are those of the sample that the preview is written for.
  const fields = source.fields.map((field) => ({ ...field, example: sample.values[field.name] ?? field.example }));
  const sampleContext = useMemo(() => ({ workflowId: workflow.id, sample }), [workflow.id, sample]);
  const surveys = useQuery(surveyChoicesQuery);
  const saving = useAutosave(workflow.id, draft?.basedOn ?? workflow.revision, definition, {
    version: draft?.version ?? 0,
    updatedAt: draft ? new Date(draft.updatedAt) : null,
    problems: found,
  });
  const problems = saving.problems.map((problem) => inWords(problem, t));

  /** Chosen in the flow: its form takes the place of the test run, which is kept. */
  const select = (next: Selection) => {
    setSelection(next);
    setTesting(false);
  };
  const show = (id: string) => {
    select({ kind: 'step', id });
    // The card is there after the next paint; the keyboard stays with what was done.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`)?.focus());
  };
  const [announced, setAnnounced] = useState('');
  /** Tells a screen reader where a step is now. */
  const announce = (moved: Definition, id: string) => {
    const [step, place] = [findStep(moved, id)?.step, placeOf(moved, id)];
    if (step && place) setAnnounced(t.builder.movedTo(stepTitle(step, t), sayPlace(place, t)));
  };
  const moved = (after: Definition | null, id: string) => {
    if (after) {
      history.change(after);
      announce(after, id);
    } else setAnnounced(t.builder.noFurther);
    show(id);
  };
  const actions = {
    move: (id: string, direction: 'up' | 'down') => moved(moveStep(definition, id, direction), id),
    place: (id: string, place: StepPlace) => moved(placeStep(definition, id, place), id),
    duplicate(id: string) {
      const copied = duplicateStep(definition, id);
      if (copied === null) return;
      history.change(copied.definition);
      show(copied.id);
    },
    remove(id: string) {
      history.change(removeStep(definition, id));
      select(null);
    },
  };
  const add = (list: ListPointer, index: number, type: StepType) => {
    const step = newStep(type, definition, source.fields, t);
    history.change(insertStep(definition, list, index, step));
    show(step.id);
  };

  useUndoKeys(history.undo, history.redo);

  const leave = () => {
    void client.invalidateQueries({ queryKey: ['workflows'] });
    void navigate({ to: '/workflows/$workflowId', params: { workflowId: workflow.id } });
  };
  const publish = useMutation({
    mutationFn: () => publishDraft(workflow.id, saving.version),
    onSuccess: (published) => {
      client.setQueryData(workflowQuery(workflow.id).queryKey, published);
      showDone(t.builder.published(published.revision));
      leave();
    },
  });
  const discard = useMutation({
    mutationFn: () => discardDraft(workflow.id),
    onSuccess: () => {
      showDone(t.builder.discarded);
      leave();
    },
    onError: (error) => showFailure(error, t),
  });

  const openTest = () => {
    setTesting(!testing);
    if (!testing && testRun.result === undefined) setSelection(null);
  };

  const placed = findStep(definition, selection?.kind === 'step' ? selection.id : null);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const isSaved = saving.state.kind === 'saved';
  return (
    <Page
      title={workflow.name}
      above={[
        <Link key="workflows" to="/workflows">
          {t.workflows.title}
        </Link>,
      ]}
      facts={<DraftState workflow={workflow} state={saving.state} onRetry={saving.retry} />}
      actions={
        <BuilderActions
          history={history}
          revision={workflow.revision + 1}
          mayPublish={isSaved && errors === 0}
          hasDraft={saving.version > 0}
          isTesting={testing}
          onTest={openTest}
          onPublish={() => setPublishing(true)}
          onDiscard={() => discard.mutate()}
          onClose={leave}
        />
      }
      wide
    >
      <SampleContext value={sampleContext}>
        <div className={classes.layout}>
          <div>
            <Flow
              definition={definition}
              eventSourceName={workflow.eventSourceName}
              surveyNames={new Map((surveys.data ?? []).map(({ id, name }) => [id, name]))}
              problems={problems}
              selection={selection}
              onSelect={select}
              onAdd={add}
              actions={actions}
              drop={{ mayDrop: (id, place) => canPlace(definition, id, place), onDrop: actions.place }}
            />
            <VisuallyHidden role="status">{announced}</VisuallyHidden>
            <ProblemList
              definition={definition}
              problems={problems}
              onSelect={select}
              onMended={() => void saving.recheck()}
            />
          </div>
          {testing && (
            <TestRunPanel
              definition={definition}
              sample={sample}
              testRun={testRun}
              selection={selection}
              onSelect={(next) => {
                setSelection(next);
                bringIntoView(next);
              }}
              onClose={() => setTesting(false)}
            />
          )}
          {!testing && placed && (
            <StepPanel
              key={placed.step.id}
              placed={placed}
              actions={actions}
              definition={definition}
              fields={fields}
              problems={problems}
              onChange={(step, place) =>
                history.change(replaceStep(definition, placed.step.id, step), `${placed.step.id} ${place}`)
              }
              onClose={() => setSelection(null)}
            />
          )}
          {!testing && selection?.kind === 'conditions' && (
            <ConditionsPanel
              definition={definition}
              fields={fields}
              problems={problems}
              onChange={(conditions) => history.change({ ...definition, conditions }, 'conditions')}
              onClose={() => setSelection(null)}
            />
          )}
          {!testing && selection?.kind === 'event' && (
            <EventPanel
              definition={definition}
              source={source}
              problems={problems}
              onChange={(timeZone) => history.change({ ...definition, timeZone })}
              onClose={() => setSelection(null)}
            />
          )}
          {!testing && selection === null && (
            <div className={classes.hintPanel}>
              <p>{t.builder.hint}</p>
              <p>{t.builder.keysHint}</p>
            </div>
          )}
        </div>
      </SampleContext>
      <PublishDialog
        opened={publishing}
        before={workflow.definition}
        after={definition}
        revision={workflow.revision + 1}
        isOn={workflow.status === 'on'}
        pending={publish.isPending}
        error={publish.error}
        onConfirm={() => publish.mutate()}
        onClose={() => setPublishing(false)}
      />
    </Page>
  );
}

/** Shows the card of what was chosen elsewhere; the keyboard stays there. */
function bringIntoView(selection: Selection): void {
  if (selection?.kind !== 'step') return;
  document
    .querySelector(`[data-step="${CSS.escape(selection.id)}"]`)
    ?.scrollIntoView({ block: 'nearest', behavior: 'auto' });
}

/** Undo and redo from anywhere but a text field, which undoes its own typing. */
function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('input, textarea, [contenteditable="true"]')) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [undo, redo]);
}
