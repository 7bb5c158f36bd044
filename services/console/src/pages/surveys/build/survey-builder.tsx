import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { LanguageField } from './language-field.tsx';
import { PageSection } from './page-section.tsx';
import { ProblemList } from './problem-list.tsx';
import { elementsOf, freshName, namesIn, pagesOf, textOf, withPages } from './survey-document.ts';
import { SurveyTextsCard } from './survey-texts-card.tsx';
import { useEditor } from './use-survey-editor.ts';

/** The survey from top to bottom; what is wrong with it, and its languages, beside it. */
export function SurveyBuilder() {
  const { t } = useTexts();
  const { contents, changeDefinition } = useEditor();
  const { definition } = contents;
  const pages = pagesOf(definition);
  const asking = pages.map(
    (page) => elementsOf(page).filter(({ type }) => !['html', 'image', 'panel'].includes(textOf(type))).length,
  );
  return (
    <div className={classes.builder}>
      <div className={classes.column}>
        <SurveyTextsCard />
        {pages.map((page, index) => (
          <PageSection
            // biome-ignore lint/suspicious/noArrayIndexKey: a page may have no name
            key={index}
            page={page}
            index={index}
            firstNumber={1 + asking.slice(0, index).reduce((sum, count) => sum + count, 0)}
          />
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            const name = freshName(`page${pages.length + 1}`, new Set(namesIn(definition)));
            changeDefinition(withPages(definition, [...pages, { name, elements: [] }]));
          }}
        >
          {t.build.addPage}
        </Button>
      </div>
      <aside className={classes.aside}>
        <ProblemList />
        <LanguageField />
        <p className={classes.keys}>{t.build.keys}</p>
      </aside>
    </div>
  );
}
