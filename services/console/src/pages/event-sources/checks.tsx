import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { Loaded } from '../../components/loaded.tsx';
import { failureWords } from '../../components/problem-words.ts';
import { reasonWords } from '../../components/reason-words.ts';
import { StatusShape } from '../../components/status.tsx';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import type { Tone } from '../../theme/tones.ts';
import classes from './health-tab.module.css';
import { checksQuery } from './queries.ts';

type Check = Resource<'EventSourceCheck'>;
type Finding = Check['findings'][number];
type Kind = Resource<'EventSource'>['kind'];

const tones: Record<Check['outcome'], Tone> = { fine: 'done', problem: 'partly', unknown: 'waiting' };

/** Walks through the usual causes: those that can be seen from here are looked at, the others are told where to look. */
export function Checks({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const eventSourceId = source.id;
  const query = useQuery(checksQuery(eventSourceId));
  return (
    <section className={classes.checks}>
      <div className={classes.checksHead}>
        <h2>{t.salesforceSetup.checksTitle}</h2>
        <Button
          size="compact-sm"
          variant="default"
          loading={query.isFetching && !query.isPending}
          onClick={() => void query.refetch()}
        >
          {t.salesforceSetup.checkAgain}
        </Button>
      </div>
      <p className="dim">{t.salesforceSetup.checksText}</p>
      <Loaded query={query} what={t.eventSources.whatOne}>
        {(checks) => (
          <ol className={classes.list}>
            {checks.map((check) => (
              <CheckLine key={check.code} check={check} source={source} />
            ))}
          </ol>
        )}
      </Loaded>
      <OnlyTheOtherSideTells kind={source.kind} />
    </section>
  );
}

function OnlyTheOtherSideTells({ kind }: { kind: Kind }) {
  const { t } = useTexts();
  const { salesforceTitle, salesforceChecks, senderTitle, senderChecks } = t.salesforceSetup;
  return (
    <>
      <h2>{kind === 'json' ? senderTitle : salesforceTitle}</h2>
      <ul className={classes.list}>
        {(kind === 'json' ? senderChecks : salesforceChecks).map(({ title, text }) => (
          <li key={title}>
            <span className={classes.question} aria-hidden="true">
              ?
            </span>
            <div>
              <div className={classes.sentence}>{title}</div>
              <div className="dim">{text}</div>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function CheckLine({ check, source }: { check: Check; source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const words = wordsOf(check, source.kind, t);
  const isProblem = check.outcome === 'problem';
  return (
    <li>
      <span role="img" aria-label={t.salesforceSetup.outcomes[check.outcome]} className={classes.shape}>
        <StatusShape tone={tones[check.outcome]} />
      </span>
      <div>
        <div className={isProblem ? classes.sentence : undefined}>{words[check.outcome]}</div>
        {check.findings.map((finding) => (
          <div key={`${finding.code} ${finding.subject ?? ''}`} className={classes.finding}>
            {findingWords(check, finding, t)}
            {finding.count !== null && <span className="dim"> · {t.salesforceSetup.times(finding.count)}</span>}{' '}
            <FindingLink check={check} finding={finding} />
          </div>
        ))}
        {isProblem && <div className="dim">{words.mend} </div>}
        {isProblem && <Remedy check={check} eventSourceId={source.id} />}
      </div>
    </li>
  );
}

function wordsOf({ code }: Check, kind: Kind, t: Catalogue) {
  const ofJson = code === 'messages-arrive' || code === 'messages-accepted' ? t.salesforceSetup.jsonChecks[code] : null;
  return (kind === 'json' ? ofJson : null) ?? t.salesforceSetup.checks[code];
}

function findingWords(check: Check, finding: Finding, t: Catalogue): string {
  const { code, subject, sentence, remedy } = finding;
  if (check.code === 'messages-accepted') {
    const words = reasonWords(code, t);
    return `${words.sentence} ${words.remedy ?? ''}`;
  }
  if (code === 'test-accepted') return t.salesforceSetup.testArrived;
  if (check.code === 'runs-succeed') {
    const words = failureWords(code, { sentence: sentence ?? code, remedy }, t);
    return `${words.sentence} ${words.remedy ?? ''}`;
  }
  if (check.code === 'survey-active') {
    const state = Object.entries(t.salesforceSetup.surveyState).find(([name]) => name === code)?.[1] ?? code;
    return `${subject ?? ''}: ${state}`;
  }
  return subject ?? '';
}

function FindingLink({ check, finding: { id } }: { check: Check; finding: Finding }) {
  const { t } = useTexts();
  if (id === null) return null;
  if (check.code === 'survey-active') {
    return (
      <Link to="/surveys/$surveyId" params={{ surveyId: id }} className="link">
        {t.salesforceSetup.open.survey}
      </Link>
    );
  }
  if (check.code === 'runs-succeed') {
    return (
      <Link to="/runs/$runId" params={{ runId: id }} className="link">
        {t.salesforceSetup.open.run}
      </Link>
    );
  }
  return (
    <Link to="/workflows/$workflowId" params={{ workflowId: id }} className="link">
      {t.salesforceSetup.open.workflow}
    </Link>
  );
}

/** Where the thing is mended, when that is one place. */
function Remedy({ check, eventSourceId }: { check: Check; eventSourceId: string }) {
  const { t } = useTexts();
  const params = { eventSourceId };
  if (check.code === 'source-enabled' || check.code === 'secret-current') {
    return (
      <Link to="/event-sources/$eventSourceId" params={params} search={{ tab: 'settings' }} className="link">
        {t.eventSources.tabs.settings}
      </Link>
    );
  }
  if (check.code === 'messages-accepted') {
    return (
      <Link to="/event-sources/$eventSourceId" params={params} search={{ tab: 'rejections' }} className="link">
        {t.rejections.title}
      </Link>
    );
  }
  if (check.code !== 'workflow-on') return null;
  return (
    <Link to="/workflows" className="link">
      {t.workflows.title}
    </Link>
  );
}
