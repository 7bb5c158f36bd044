import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTexts } from '../../../i18n/text.tsx';
import { AddElement } from './add-element.tsx';
import classes from './build.module.css';
import { dragged } from './dragged.ts';
import { ElementCard } from './element-card.tsx';
import { showRemoved } from './removed-toast.tsx';
import {
  changePage,
  elementsOf,
  type Json,
  moveElement,
  pagesOf,
  placeOf,
  textOf,
  withPages,
  withProperty,
} from './survey-document.ts';
import { readText, shownText, writeText } from './survey-texts.ts';
import { useEditor } from './use-survey-editor.ts';

const askNothing = new Set(['html', 'image', 'panel']);

/** A page with its questions. `firstNumber` is that of its first question. */
export function PageSection({ page, index, firstNumber }: { page: Json; index: number; firstNumber: number }) {
  const { t } = useTexts();
  const { contents, changeDefinition, problems, language, undo } = useEditor();
  const { definition } = contents;
  const pages = pagesOf(definition);
  const elements = elementsOf(page);
  let number = firstNumber;

  function movePage(step: -1 | 1) {
    const other = pages[index + step];
    if (other !== undefined) changeDefinition(withPages(definition, pages.with(index, other).with(index + step, page)));
  }
  function removePage() {
    changeDefinition(withPages(definition, pages.toSpliced(index, 1)));
    showRemoved(t.build.pageRemoved(index + 1), t.build.undo, undo);
  }
  function dropAtEnd() {
    const from = dragged.name === null ? null : placeOf(definition, dragged.name);
    if (from !== null) changeDefinition(moveElement(definition, from, { page: index, index: elements.length }));
    dragged.name = null;
  }

  return (
    <section className={classes.pageSection} aria-label={t.build.pageNumber(index + 1)}>
      <header className={classes.pageHead}>
        <h2>{t.build.pageNumber(index + 1)}</h2>
        <TextInput
          size="xs"
          variant="unstyled"
          className={classes.pageTitle}
          aria-label={t.build.pageTitle(index + 1)}
          placeholder={shownText(page.title, language) || t.build.pageTitlePlaceholder}
          value={readText(page.title, language)}
          onChange={({ currentTarget: { value } }) =>
            changeDefinition(
              changePage(definition, index, (each) =>
                withProperty(each, 'title', writeText(each.title, language, value)),
              ),
              `page ${index}`,
            )
          }
        />
        {pages.length > 1 && (
          <div className={classes.pageActions}>
            <PageAction
              label={t.build.movePageUp}
              disabled={index === 0}
              onClick={() => movePage(-1)}
              icon={IconArrowUp}
            />
            <PageAction
              label={t.build.movePageDown}
              disabled={index === pages.length - 1}
              onClick={() => movePage(1)}
              icon={IconArrowDown}
            />
            <PageAction label={t.build.deletePage} onClick={removePage} icon={IconTrash} />
          </div>
        )}
      </header>
      <ul className={classes.cards}>
        {elements.map((element, at) => {
          const asks = !askNothing.has(textOf(element.type));
          const here = `/definition/pages/${index}/elements/${at}`;
          return (
            <Fragment key={textOf(element.name) || at}>
              <li className={classes.gap}>
                <AddElement place={{ page: index, index: at }} />
              </li>
              <ElementCard
                element={element}
                place={{ page: index, index: at }}
                number={asks ? number++ : null}
                problems={problems.filter(({ place }) => place === here || place.startsWith(`${here}/`))}
              />
            </Fragment>
          );
        })}
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the mouse's way only; the keyboard moves with Alt and arrows */}
      <div className={classes.pageEnd} onDragOver={(event) => event.preventDefault()} onDrop={dropAtEnd}>
        <AddElement place={{ page: index, index: elements.length }} wide />
      </div>
    </section>
  );
}

interface PageActionProps {
  label: string;
  icon: typeof IconTrash;
  disabled?: boolean;
  onClick(): void;
}

function PageAction({ label, icon: Icon, disabled, onClick }: PageActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        <Icon size={14} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
