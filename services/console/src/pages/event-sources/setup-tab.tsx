import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { useTexts } from '../../i18n/text.tsx';
import { ByHandGuide } from './by-hand-guide.tsx';
import { JsonSetup } from './json-setup.tsx';
import { PackageForm } from './package-form.tsx';
import classes from './setup-tab.module.css';

/** The sender's side of the event source: for Salesforce a package to deploy and the same by hand, for JSON code and a guide. */
export function SetupTab({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  if (source.kind === 'json') return <JsonSetup source={source} />;
  return (
    <div className={classes.columns}>
      <section>
        <h2>{t.salesforceSetup.package}</h2>
        <p className="dim">{t.salesforceSetup.packageText}</p>
        {mayWrite ? <PackageForm source={source} /> : <p className="dim">{t.common.readOnly}</p>}
      </section>
      <section>
        <h2>{t.salesforceSetup.byHand}</h2>
        <p className="dim">{t.salesforceSetup.byHandText}</p>
        <ByHandGuide source={source} />
      </section>
    </div>
  );
}
