import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { responseTones } from '../../api/statuses.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { personName } from '../../components/person-name.ts';
import { plainPipedText } from '../../components/piped-expression.ts';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { useResponses } from './queries.ts';
import { answerText, questionsOf } from './questions.ts';

/** Every response with its answers and the embedded data of the survey flow: a column each. */
export function ResponseTable({ survey }: { survey: Resource<'Survey'> }) {
  const { t, language } = useTexts();
  const list = useResponses(survey.id);
  const cut = (text: string) =>
    text === '' ? (
      <span className="dim">–</span>
    ) : (
      <span className="cut" title={text} style={{ display: 'block', maxWidth: 260 }}>
        {text}
      </span>
    );
  const columns: Column<Resource<'SurveyResponse'>>[] = [
    {
      key: 'person',
      header: t.surveys.respondent,
      cell: (row) => <span className="nowrap">{(row.contact && personName(row.contact)) || t.surveys.anonymous}</span>,
    },
    {
      key: 'status',
      header: t.common.status,
      cell: (row) => <Status tone={responseTones[row.status]}>{t.statuses.response[row.status]}</Status>,
    },
    {
      key: 'started',
      header: t.surveys.started,
      wideOnly: true,
      cell: (row) => <RelativeTime at={row.finishedAt ?? row.startedAt} />,
    },
    ...questionsOf(survey.definition, language).map((question) => ({
      key: `answer ${question.name}`,
      header: plainPipedText(question.title),
      wideOnly: true,
      cell: (row: Resource<'SurveyResponse'>) => cut(answerText(row.answers[question.name], question.labels)),
    })),
    ...survey.flow.embeddedData.map((field) => ({
      key: `embedded ${field.name}`,
      header: field.name,
      wideOnly: true,
      cell: (row: Resource<'SurveyResponse'>) => cut(row.embeddedData[field.name] ?? ''),
    })),
  ];
  return (
    <LiveTable
      label={t.surveys.whatResponses}
      list={list}
      columns={columns}
      link={(row, children) => (
        <Link to="/responses/$responseId" params={{ responseId: row.id }} className="row-link">
          {children}
        </Link>
      )}
      empty={<EmptyState>{t.surveys.noResponses}</EmptyState>}
    />
  );
}
