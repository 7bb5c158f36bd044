import type { Resource } from '../../api/client.ts';
import { StatusShape } from '../../components/status.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { ComparisonWords } from './condition-sentence.tsx';
import classes from './conditions-seen.module.css';

type Group = Resource<'ConditionGroupSeen'>;
type Seen = Group['conditions'][number];

/** Each comparison with the value that it saw, and whether it was met: in shape and word. */
export function ConditionsSeen({ group, label }: { group: Group; label: string }) {
  const { t } = useTexts();
  return (
    <ul className={classes.list} aria-label={label}>
      {(group.match !== 'all' || group.conditions.length > 1) && (
        <li className={classes.match}>{t.testRun.group[group.match]}</li>
      )}
      {group.conditions.map((seen, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
        <li key={index} className={classes.item}>
          <SeenCondition seen={seen} />
        </li>
      ))}
    </ul>
  );
}

function SeenCondition({ seen }: { seen: Seen }) {
  const { t } = useTexts();
  const verdict = seen.met ? t.testRun.met : t.testRun.notMet;
  return (
    <>
      <span className={classes.shape}>
        <StatusShape tone={seen.met ? 'done' : 'skipped'} />
      </span>
      {seen.kind === 'group' ? (
        <div className={classes.words}>
          <span className="dim">{verdict}</span>
          <ConditionsSeen group={seen} label={t.testRun.group[seen.match]} />
        </div>
      ) : (
        <div className={classes.words}>
          <div>
            <ComparisonWords comparison={seen.comparison} />
          </div>
          <div className="dim">
            {verdict}: {seen.saw === null ? t.testRun.sawEmpty : t.testRun.saw(shortened(seen.saw))}
          </div>
        </div>
      )}
    </>
  );
}

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
