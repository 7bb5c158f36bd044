import { TextInput } from '@mantine/core';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { withProperty } from './survey-document.ts';
import { shownText } from './survey-texts.ts';
import { TextField } from './text-field.tsx';
import { useEditor } from './use-survey-editor.ts';

/** The survey's own texts: what stands above the questions, and what is said at the end. */
export function SurveyTextsCard() {
  const { t } = useTexts();
  const { contents, change, changeDefinition, selected, setSelected, language } = useEditor();
  const { definition } = contents;
  const isOpen = selected === 'texts';
  const set = (key: string) => (value: unknown) =>
    changeDefinition(withProperty(definition, key, value), `texts ${key}`);
  const title = shownText(definition.title, language);
  return (
    <div className={classes.card} data-open={isOpen || undefined}>
      <div className={classes.cardHead}>
        <button
          type="button"
          id="element-texts"
          className={classes.cardTitle}
          aria-expanded={isOpen}
          onClick={() => setSelected(isOpen ? null : 'texts')}
        >
          <span className={classes.kind}>{t.build.surveyTexts}</span>
          <span className={title ? classes.title : `${classes.title} dim`}>{title || t.build.noTitle}</span>
        </button>
      </div>
      {isOpen && (
        <div className={classes.form}>
          <TextInput
            label={t.build.internalName}
            description={t.build.internalNameHint}
            value={contents.name}
            error={contents.name.trim() === '' ? t.build.internalNameMissing : null}
            maxLength={255}
            onChange={(event) => change({ ...contents, name: event.currentTarget.value }, 'texts name')}
          />
          <TextField
            label={t.build.title}
            hint={t.build.titleHint}
            value={definition.title}
            onChange={set('title')}
            piped
          />
          <TextField label={t.build.intro} value={definition.description} onChange={set('description')} long piped />
          <TextField
            label={t.build.thanks}
            hint={t.build.contentHint}
            value={definition.completedHtml}
            onChange={set('completedHtml')}
            long
            piped
          />
        </div>
      )}
    </div>
  );
}
