import { NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { elementsOf, type Json, pagesOf, textOf } from './survey-document.ts';
import { itemsOf, shownText } from './survey-texts.ts';
import { useEditor } from './use-survey-editor.ts';
import { parseCondition, simpleOperators, takesValue, writeCondition } from './visible-if.ts';

interface ConditionFieldProps {
  /** The element that appears or not: it cannot depend on itself. */
  name: string;
  expression: string;
  onChange(expression: string): void;
}

const askingTypes = new Set(['html', 'image', 'panel', 'expression']);

/** When a question is shown. What the plain form cannot say is edited as SurveyJS's expression. */
export function ConditionField({ name, expression, onChange }: ConditionFieldProps) {
  const { t } = useTexts();
  const { contents, language } = useEditor();
  const condition = parseCondition(expression);
  if (expression !== '' && condition === null) {
    return (
      <TextInput
        label={t.build.shownWhen}
        description={t.build.expressionHint}
        value={expression}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const questions = pagesOf(contents.definition)
    .flatMap(elementsOf)
    .filter((element) => element.name !== name && !askingTypes.has(textOf(element.type)));
  const asked = questions.find((question) => question.name === condition?.question);
  return (
    <fieldset className={classes.items}>
      <legend className={classes.legend}>{t.build.shownWhen}</legend>
      <div className={classes.condition}>
        <NativeSelect
          aria-label={t.build.conditionQuestion}
          value={condition?.question ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange(
              value === ''
                ? ''
                : writeCondition({ ...(condition ?? firstCondition(questions, value)), question: value }),
            )
          }
        >
          <option value="">{t.build.always}</option>
          {condition && !asked && <option value={condition.question}>{condition.question}</option>}
          {questions.map((question) => (
            <option key={textOf(question.name)} value={textOf(question.name)}>
              {cut(shownText(question.title, language) || textOf(question.name))}
            </option>
          ))}
        </NativeSelect>
        {condition && (
          <NativeSelect
            aria-label={t.build.conditionOperator}
            value={condition.operator}
            onChange={({ currentTarget }) => {
              const operator = simpleOperators.find((one) => one === currentTarget.value);
              if (operator) onChange(writeCondition({ ...condition, operator }));
            }}
          >
            {simpleOperators.map((operator) => (
              <option key={operator} value={operator}>
                {t.build.operators[operator]}
              </option>
            ))}
          </NativeSelect>
        )}
        {condition && takesValue(condition.operator) && (
          <ValueField
            asked={asked}
            value={condition.value}
            onChange={(value) => onChange(writeCondition({ ...condition, value }))}
          />
        )}
      </div>
    </fieldset>
  );
}

function ValueField({
  asked,
  value,
  onChange,
}: {
  asked: Json | undefined;
  value: string;
  onChange(value: string): void;
}) {
  const { t } = useTexts();
  const { language } = useEditor();
  const items = itemsOf(asked?.choices);
  if (items.length === 0) {
    return (
      <TextInput
        aria-label={t.build.conditionValue}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <NativeSelect
      aria-label={t.build.conditionValue}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {!items.some((item) => item.value === value) && <option value={value}>{value}</option>}
      {items.map((item) => (
        <option key={item.value} value={item.value}>
          {shownText(item.text, language) || item.value}
        </option>
      ))}
    </NativeSelect>
  );
}

function firstCondition(questions: Json[], name: string) {
  const asked = questions.find((question) => question.name === name);
  const [first] = itemsOf(asked?.choices);
  if (asked?.type === 'rating') return { operator: '<=' as const, value: '3' };
  return first ? { operator: '=' as const, value: first.value } : { operator: 'notempty' as const, value: '' };
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
