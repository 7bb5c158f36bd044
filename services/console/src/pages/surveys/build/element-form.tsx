import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { ConditionField } from './condition-field.tsx';
import { ItemsField } from './items-field.tsx';
import {
  changeElement,
  type Json,
  namesIn,
  type Place,
  renameElement,
  textOf,
  withProperty,
} from './survey-document.ts';
import { TextField } from './text-field.tsx';
import { useEditor } from './use-survey-editor.ts';

const inputTypes = ['text', 'email', 'number', 'tel', 'url', 'date'] as const;
const choiceTypes = new Set(['radiogroup', 'buttongroup', 'dropdown', 'checkbox', 'tagbox']);

/** The plain form of one element. Properties that it does not know stay as they are. */
export function ElementForm({ element, place }: { element: Json; place: Place }) {
  const { t } = useTexts();
  const { contents, changeDefinition } = useEditor();
  const type = textOf(element.type);
  const name = textOf(element.name);
  const set = (key: string) => (value: unknown) =>
    changeDefinition(
      changeElement(contents.definition, place, (before) => withProperty(before, key, value)),
      `${name} ${key}`,
    );
  if (type === 'html') {
    return (
      <div className={classes.form}>
        <TextField
          label={t.build.content}
          hint={t.build.contentHint}
          value={element.html}
          onChange={set('html')}
          long
          piped
        />
        <ConditionField name={name} expression={textOf(element.visibleIf)} onChange={set('visibleIf')} />
        <NameField key={name} name={name} place={place} />
      </div>
    );
  }
  return (
    <div className={classes.form}>
      <TextField
        label={type === 'panel' ? t.build.groupTitle : t.build.question}
        placeholder={t.build.questionPlaceholder}
        value={element.title}
        onChange={set('title')}
        long
        piped
      />
      <TextField
        label={t.build.help}
        hint={t.build.helpHint}
        value={element.description}
        onChange={set('description')}
        piped
      />
      <TypeFields type={type} element={element} set={set} />
      {type !== 'panel' && type !== 'image' && (
        <Checkbox
          label={t.build.required}
          checked={element.isRequired === true}
          onChange={(event) => set('isRequired')(event.currentTarget.checked)}
        />
      )}
      <ConditionField name={name} expression={textOf(element.visibleIf)} onChange={set('visibleIf')} />
      <NameField key={name} name={name} place={place} />
    </div>
  );
}

interface TypeFieldsProps {
  type: string;
  element: Json;
  set(key: string): (value: unknown) => void;
}

function TypeFields({ type, element, set }: TypeFieldsProps) {
  const { t } = useTexts();
  if (choiceTypes.has(type)) {
    return (
      <>
        <ItemsField label={t.build.choices} add={t.build.addChoice} list={element.choices} onChange={set('choices')} />
        <Checkbox
          label={t.build.otherChoice}
          checked={element.showOtherItem === true}
          onChange={(event) => set('showOtherItem')(event.currentTarget.checked)}
        />
      </>
    );
  }
  switch (type) {
    case 'rating':
      return Array.isArray(element.rateValues) ? (
        <ItemsField
          label={t.build.scale}
          add={t.build.addPoint}
          list={element.rateValues}
          onChange={set('rateValues')}
        />
      ) : (
        <div className={classes.scale}>
          <Whole label={t.build.from} value={element.rateMin} otherwise={1} onChange={set('rateMin')} />
          <TextField label={t.build.lowLabel} value={element.minRateDescription} onChange={set('minRateDescription')} />
          <Whole label={t.build.to} value={element.rateMax} otherwise={5} onChange={set('rateMax')} />
          <TextField
            label={t.build.highLabel}
            value={element.maxRateDescription}
            onChange={set('maxRateDescription')}
          />
        </div>
      );
    case 'boolean':
      return (
        <div className={classes.pair}>
          <TextField
            label={t.build.yesLabel}
            placeholder={t.build.yes}
            value={element.labelTrue}
            onChange={set('labelTrue')}
          />
          <TextField
            label={t.build.noLabel}
            placeholder={t.build.no}
            value={element.labelFalse}
            onChange={set('labelFalse')}
          />
        </div>
      );
    case 'matrix':
      return (
        <>
          <ItemsField label={t.build.rows} add={t.build.addRow} list={element.rows} onChange={set('rows')} />
          <ItemsField
            label={t.build.columns}
            add={t.build.addColumn}
            list={element.columns}
            onChange={set('columns')}
          />
        </>
      );
    case 'text':
      return (
        <NativeSelect
          label={t.build.inputType}
          value={textOf(element.inputType) || 'text'}
          onChange={({ currentTarget: { value } }) => set('inputType')(value === 'text' ? '' : value)}
          data={inputTypes.map((value) => ({ value, label: t.build.inputTypes[value] }))}
        />
      );
    case 'comment':
      return <Whole label={t.build.maxLength} value={element.maxLength} otherwise="" onChange={set('maxLength')} />;
    case 'image':
      return (
        <TextInput
          label={t.build.imageAddress}
          placeholder="https://"
          value={textOf(element.imageLink)}
          onChange={(event) => set('imageLink')(event.currentTarget.value)}
        />
      );
    default:
      return null;
  }
}

interface WholeProps {
  label: string;
  value: unknown;
  otherwise: number | '';
  onChange(value: unknown): void;
}

function Whole({ label, value, otherwise, onChange }: WholeProps) {
  return (
    <NumberInput
      label={label}
      allowDecimal={false}
      value={typeof value === 'number' ? value : otherwise}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  );
}

/** The name under which answers are kept. Written into the survey when the field is left: conditions are rewritten then. */
function NameField({ name, place }: { name: string; place: Place }) {
  const { t } = useTexts();
  const { survey, contents, changeDefinition, setSelected } = useEditor();
  const [typed, setTyped] = useState(name);
  const wanted = typed.trim();
  const taken = wanted !== name && namesIn(contents.definition).includes(wanted);
  const error = wanted === '' ? t.build.nameMissing : taken ? t.build.nameTaken : null;
  function rename() {
    if (error !== null || wanted === name) {
      setTyped(name);
      return;
    }
    changeDefinition(renameElement(contents.definition, place, wanted));
    setSelected(wanted);
  }
  return (
    <TextInput
      label={t.build.name}
      description={survey.publishedVersion === null ? t.build.nameHint : t.build.nameHintPublished}
      className={classes.nameField}
      value={typed}
      error={error}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
