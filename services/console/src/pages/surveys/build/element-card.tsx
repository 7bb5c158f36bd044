import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { PipedText } from '../../../components/piped-text.tsx';
import { StatusShape } from '../../../components/status.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { dragged } from './dragged.ts';
import { ElementForm } from './element-form.tsx';
import { ElementSketch } from './element-sketch.tsx';
import { problemText } from './problem-text.ts';
import { type Json, type Place, textOf } from './survey-document.ts';
import { shownText } from './survey-texts.ts';
import { useElementActions } from './use-element-actions.ts';
import { useEditor } from './use-survey-editor.ts';

interface ElementCardProps {
  element: Json;
  place: Place;
  /** Of the whole survey, counted from 1; null for what asks nothing. */
  number: number | null;
  problems: Resource<'SurveyProblem'>[];
}

/** One element as it reads; opened, with its form. */
export function ElementCard({ element, place, number, problems }: ElementCardProps) {
  const { t } = useTexts();
  const { selected, setSelected, language } = useEditor();
  const [isOver, setOver] = useState(false);
  const name = textOf(element.name);
  const isOpen = selected === name;
  const actions = useElementActions(name, place);
  const title = shownText(element.type === 'html' ? element.html : element.title, language).replace(/<[^>]*>/g, ' ');
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];

  function onKeyDown(event: KeyboardEvent) {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.altKey && event.key === 'ArrowUp') actions.move(-1);
    else if (event.altKey && event.key === 'ArrowDown') actions.move(1);
    else if (isCommand && event.key.toLowerCase() === 'd') actions.duplicate();
    else if (event.key === 'Delete') actions.remove();
    else if (event.key === 'Escape') setSelected(null);
    else return;
    event.preventDefault();
  }
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    actions.drop();
  }

  return (
    <li
      className={classes.card}
      data-open={isOpen || undefined}
      data-over={isOver || undefined}
      data-tone={worst?.severity}
      onDragOver={(event) => {
        if (dragged.name === null || dragged.name === name) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={classes.cardHead}>
        <span
          className={classes.grip}
          draggable
          aria-hidden="true"
          onDragStart={(event) => {
            dragged.name = name;
            event.dataTransfer.effectAllowed = 'move';
          }}
          onDragEnd={() => {
            dragged.name = null;
          }}
        >
          <IconGripVertical size={14} />
        </span>
        <button
          type="button"
          id={`element-${name}`}
          className={classes.cardTitle}
          aria-expanded={isOpen}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Control+D Delete"
          onClick={() => setSelected(isOpen ? null : name)}
          onKeyDown={onKeyDown}
        >
          <span className={classes.kind}>
            {number !== null && <span className="tabular">{number}. </span>}
            {t.build.types[textOf(element.type)] ?? textOf(element.type)}
            {element.isRequired === true && ` · ${t.build.requiredShort}`}
            {textOf(element.visibleIf) !== '' && ` · ${t.build.conditionalShort}`}
          </span>
          <span className={title.trim() ? classes.title : `${classes.title} dim`}>
            {title.trim() ? <PipedText text={title.trim()} /> : t.build.noText}
          </span>
        </button>
        <div className={classes.cardActions}>
          <Action label={t.build.moveUp} keys="Alt ↑" onClick={() => actions.move(-1)} icon={IconArrowUp} />
          <Action label={t.build.moveDown} keys="Alt ↓" onClick={() => actions.move(1)} icon={IconArrowDown} />
          <Action label={t.build.duplicate} keys="Ctrl D" onClick={actions.duplicate} icon={IconCopy} />
          <Action label={t.build.delete} keys={t.build.deleteKey} onClick={actions.remove} icon={IconTrash} />
        </div>
      </div>
      {!isOpen && <ElementSketch element={element} />}
      {problems.map((problem) => (
        <p key={`${problem.code} ${problem.place}`} className={classes.problem}>
          <StatusShape tone={problem.severity === 'error' ? 'failed' : 'partly'} />
          <span>{problemText(problem, t).sentence}</span>
        </p>
      ))}
      {isOpen && <ElementForm element={element} place={place} />}
    </li>
  );
}

interface ActionProps {
  label: string;
  keys: string;
  icon: typeof IconCopy;
  onClick(): void;
}

function Action({ label, keys, icon: Icon, onClick }: ActionProps) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Icon size={15} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
