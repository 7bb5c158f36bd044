import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Resource } from '../../../api/client.ts';
import { StatusShape } from '../../../components/status.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { selectionOf } from './problem-place.ts';
import { problemText } from './problem-text.ts';
import { focusElement } from './use-element-actions.ts';
import { useEditor } from './use-survey-editor.ts';

const route = getRouteApi('/app/surveys/$surveyId');

/** Every mistake with its mend; each leads to its place, and what can be mended by a click has its button. */
export function ProblemList() {
  const { t } = useTexts();
  const { problems } = useEditor();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section className={classes.problems} aria-label={t.build.problems} aria-live="polite">
      <h2 className={classes.asideTitle}>{t.build.problems}</h2>
      {problems.length === 0 ? (
        <p className={classes.fine}>
          <StatusShape tone="done" />
          {t.build.noProblems}
        </p>
      ) : (
        <>
          <p className="dim">{errors > 0 ? t.build.errorsKeep(errors) : t.build.warningsOnly}</p>
          <ul className={classes.problemList}>
            {problems.map((problem) => (
              <ProblemItem key={`${problem.code} ${problem.place} ${problem.about.name ?? ''}`} problem={problem} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function ProblemItem({ problem }: { problem: Resource<'SurveyProblem'> }) {
  const { t } = useTexts();
  const { contents, change, setSelected, setLanguage } = useEditor();
  const navigate = route.useNavigate();
  const words = problemText(problem, t);
  const target = selectionOf(problem.place, contents.definition);

  function open() {
    if (target.tab === 'flow') {
      void navigate({ search: { tab: 'flow' }, resetScroll: false });
      return;
    }
    if (problem.code === 'translation-missing') setLanguage(problem.about.language ?? 'default');
    void navigate({ search: {}, resetScroll: false });
    setSelected(target.element);
    if (target.element !== null) focusElement(target.element);
  }
  function declare(name: string) {
    change({ ...contents, flow: { embeddedData: [...contents.flow.embeddedData, { name }] } });
  }

  return (
    <li className={classes.problemItem}>
      <StatusShape tone={problem.severity === 'error' ? 'failed' : 'partly'} />
      <div>
        <button type="button" className={classes.problemLink} onClick={open}>
          {words.sentence}
        </button>
        <div className="dim">{words.mend}</div>
        {problem.code === 'embedded-data-not-declared' && problem.about.name !== undefined && (
          <Button size="compact-xs" variant="default" mt={4} onClick={() => declare(problem.about.name ?? '')}>
            {t.build.declare(problem.about.name)}
          </Button>
        )}
      </div>
    </li>
  );
}
