import { useTexts } from '../../../i18n/text.tsx';
import classes from './build.module.css';
import { elementsOf, type Json, textOf } from './survey-document.ts';
import { itemsOf, shownText } from './survey-texts.ts';
import { useEditor } from './use-survey-editor.ts';

const mostShown = 11;

/** What a person will be able to answer, in small. */
export function ElementSketch({ element }: { element: Json }) {
  const { t } = useTexts();
  const { language } = useEditor();
  const type = textOf(element.type);
  const chips = (list: unknown) =>
    itemsOf(list)
      .slice(0, mostShown)
      .map(({ value, text }) => (
        <span key={value} className={classes.chip}>
          {shownText(text, language) || value}
        </span>
      ));
  if (type === 'rating') {
    const [min, max] = [numberOr(element.rateMin, 1), numberOr(element.rateMax, 5)];
    const points = Array.from({ length: Math.max(0, Math.min(max - min + 1, mostShown)) }, (_, index) => min + index);
    const ends = [element.minRateDescription, element.maxRateDescription].map((text) => shownText(text, language));
    return (
      <div className={classes.sketch}>
        {ends[0] && <span className="dim">{ends[0]}</span>}
        {Array.isArray(element.rateValues)
          ? chips(element.rateValues)
          : points.map((point) => (
              <span key={point} className={`${classes.chip} tabular`}>
                {point}
              </span>
            ))}
        {ends[1] && <span className="dim">{ends[1]}</span>}
      </div>
    );
  }
  if (type === 'panel') {
    const inside = elementsOf(element).map((each) => shownText(each.title, language) || textOf(each.name));
    return <p className={`${classes.sketch} dim`}>{inside.join(' · ')}</p>;
  }
  if (type === 'matrix') return <div className={classes.sketch}>{chips(element.columns)}</div>;
  if (type === 'boolean') {
    return (
      <div className={classes.sketch}>
        <span className={classes.chip}>{shownText(element.labelTrue, language) || t.build.yes}</span>
        <span className={classes.chip}>{shownText(element.labelFalse, language) || t.build.no}</span>
      </div>
    );
  }
  const list = chips(element.choices);
  if (list.length === 0) return null;
  return (
    <div className={classes.sketch}>
      {list}
      {element.showOtherItem === true && <span className={classes.chip}>{t.build.otherShort}</span>}
    </div>
  );
}

const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
