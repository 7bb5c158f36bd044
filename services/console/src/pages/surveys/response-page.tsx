import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { responseTones } from '../../api/statuses.ts';
import { type Fact, Facts } from '../../components/facts.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { personName } from '../../components/person-name.ts';
import { PipedText } from '../../components/piped-text.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { responseQuery, surveyQuery } from './queries.ts';
import { answerText, type Question, questionsOf } from './questions.ts';

const route = getRouteApi('/app/responses/$responseId');

export function ResponsePage() {
  const { t } = useTexts();
  const { responseId } = route.useParams();
  const query = useQuery(responseQuery(responseId));
  const response = query.data;
  const { data: survey } = useQuery({ ...surveyQuery(response?.surveyId ?? ''), enabled: response !== undefined });
  return (
    <Page
      title={
        response
          ? t.surveys.responseOf((response.contact && personName(response.contact)) || t.surveys.anonymous)
          : t.surveys.response
      }
      above={[
        <Link key="surveys" to="/surveys">
          {t.surveys.title}
        </Link>,
        ...(response
          ? [
              <Link
                key="survey"
                to="/surveys/$surveyId"
                params={{ surveyId: response.surveyId }}
                search={{ tab: 'results' }}
              >
                {survey?.name ?? t.surveys.response}
              </Link>,
            ]
          : []),
      ]}
      facts={response && <ResponseFacts response={response} />}
    >
      <Loaded query={query} what={t.surveys.response}>
        {(loaded) => <ResponseView response={loaded} definition={survey?.definition} />}
      </Loaded>
    </Page>
  );
}

function ResponseFacts({ response }: { response: Resource<'SurveyResponse'> }) {
  const { t } = useTexts();
  return (
    <>
      <Status tone={responseTones[response.status]}>{t.statuses.response[response.status]}</Status>
      <RelativeTime at={response.finishedAt ?? response.savedAt} />
      <span>{t.surveys.versionNumber(response.surveyVersion)}</span>
      {response.contact && (
        <Link to="/contacts/$contactId" params={{ contactId: response.contact.id }} className="link">
          {t.surveys.openContact}
        </Link>
      )}
      {response.runId && (
        <Link to="/runs/$runId" params={{ runId: response.runId }} className="link">
          {t.surveys.openRun}
        </Link>
      )}
    </>
  );
}

function ResponseView({ response, definition }: { response: Resource<'SurveyResponse'>; definition: unknown }) {
  const { t, language } = useTexts();
  const answers = answersInOrder(response.answers, questionsOf(definition, language));
  const embedded = Object.entries(response.embeddedData).map(([name, value]) => ({ name, value }));
  return (
    <>
      <Section title={t.surveys.answers}>
        {answers.length === 0 ? (
          <p className="dim">{t.surveys.noAnswers}</p>
        ) : (
          <Facts label={t.surveys.answers} facts={answers} />
        )}
      </Section>
      {embedded.length > 0 && (
        <Section title={t.surveys.embeddedData}>
          <Facts label={t.surveys.embeddedData} facts={embedded} />
        </Section>
      )}
    </>
  );
}

/** As they were asked; what the survey no longer asks stands last. */
function answersInOrder(answers: Resource<'SurveyResponse'>['answers'], questions: readonly Question[]): Fact[] {
  const asked = questions.filter(({ name }) => Object.hasOwn(answers, name));
  const names = new Set(asked.map(({ name }) => name));
  return [
    ...asked.map(({ name, title, labels }) => ({
      key: name,
      name: <PipedText text={title} />,
      value: answerText(answers[name], labels),
    })),
    ...Object.entries(answers)
      .filter(([name]) => !names.has(name))
      .map(([name, answer]) => ({ name, value: answerText(answer) })),
  ];
}
