import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { hasRight } from '../../api/rights.ts';
import { workflowTones } from '../../api/statuses.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Status, StatusShape } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { placedSteps } from './builder/definition.ts';
import { stepTitle } from './builder/field-choices.ts';
import { ConditionSentence } from './condition-sentence.tsx';
import { WorkflowMenu } from './moving/workflow-menu.tsx';
import { FailureNotices } from './notices/failure-notices.tsx';
import { surveyChoicesQuery, switchOff, switchOn, workflowQuery } from './queries.ts';
import { Revisions } from './revisions.tsx';
import { ownerName } from './sharing/owner-name.ts';
import { ShareDialog } from './sharing/share-dialog.tsx';
import { Card, StepCards } from './step-card.tsx';
import classes from './workflow-page.module.css';

const route = getRouteApi('/app/workflows/$workflowId');

export function WorkflowPage() {
  const { t } = useTexts();
  const { workflowId } = route.useParams();
  const query = useQuery(workflowQuery(workflowId));
  const workflow = query.data;
  return (
    <Page
      title={workflow?.name ?? t.workflows.title}
      above={[
        <Link key="workflows" to="/workflows">
          {t.workflows.title}
        </Link>,
      ]}
      facts={
        workflow && (
          <>
            <Status tone={workflowTones[workflow.status]}>{t.statuses.workflow[workflow.status]}</Status>
            <span>{t.workflows.revisionNumber(workflow.revision)}</span>
            <RelativeTime at={workflow.updatedAt} />
            <span>{t.sharing.ownedBy(ownerName(workflow, t))}</span>
            {workflow.restricted && <span>{t.sharing.restrictedBadge}</span>}
            <Link to="/runs" search={{ workflowId: workflow.id }} className="link">
              {t.workflows.seeRuns}
            </Link>
          </>
        )
      }
      actions={
        workflow && (
          <>
            <ShareButton workflow={workflow} />
            <EditButton workflow={workflow} />
            <SwitchButton workflow={workflow} />
            <WorkflowMenu workflow={workflow} />
          </>
        )
      }
      wide
    >
      <Loaded query={query} what={t.workflows.whatOne}>
        {(loaded) => (
          <>
            <WorkflowColumn workflow={loaded} />
            <FailureNotices workflow={loaded} />
            <Revisions workflow={loaded} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ShareButton({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t.sharing.share}
      </Button>
      <ShareDialog workflow={workflow} opened={opened} onClose={dialog.close} />
    </>
  );
}

function EditButton({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const workflowId = workflow.id;
  if (!hasRight(workflow, 'edit')) return null;
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/workflows/$workflowId/edit" params={{ workflowId }} {...props} />}
    >
      {t.builder.edit}
    </Button>
  );
}

function SwitchButton({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const isOn = workflow.status === 'on';
  const change = useMutation({
    mutationFn: () => (isOn ? switchOff(workflow.id) : switchOn(workflow.id)),
    onSuccess: (changed) => {
      client.setQueryData(workflowQuery(workflow.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ['workflows', 'list'] });
      showDone(changed.status === 'on' ? t.workflows.switchedOn : t.workflows.switchedOff);
    },
    onError: (error) => showFailure(error, t),
  });
  if (!hasRight(workflow, 'edit')) return null;
  return (
    <Button variant={isOn ? 'default' : 'filled'} loading={change.isPending} onClick={() => change.mutate()}>
      {isOn ? t.workflows.switchOff : t.workflows.switchOn}
    </Button>
  );
}

/** Read top to bottom: the event, the condition as a sentence, the tasks. */
function WorkflowColumn({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const { conditions, steps } = workflow.definition;
  const { data: surveys = [] } = useQuery(surveyChoicesQuery);
  const names = {
    surveys: new Map(surveys.map(({ id, name }) => [id, name])),
    steps: new Map(placedSteps(workflow.definition).map(({ step }) => [step.id, stepTitle(step, t)])),
  };
  return (
    <div className={classes.column}>
      {workflow.warnings.length > 0 && (
        <section className={classes.warnings} aria-label={t.workflows.warnings}>
          {workflow.warnings.map((warning) => (
            <div key={`${warning.pointer} ${warning.message}`}>
              <StatusShape tone="partly" /> {warning.message} <span className="mono dim">{warning.pointer}</span>
            </div>
          ))}
        </section>
      )}
      <Card
        kind={t.workflows.when}
        title={
          <Link
            to="/event-sources/$eventSourceId"
            params={{ eventSourceId: workflow.eventSourceId }}
            className={classes.plainLink}
          >
            {t.workflows.eventFrom(workflow.eventSourceName)}
          </Link>
        }
      />
      <Card
        kind={t.workflows.onlyIf}
        title={
          conditions && conditions.conditions.length > 0 ? <ConditionSentence group={conditions} /> : t.workflows.always
        }
      />
      <StepCards steps={steps} names={names} />
    </div>
  );
}
