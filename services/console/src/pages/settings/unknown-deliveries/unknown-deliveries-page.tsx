import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { unknownDeliveryRuleQuery } from './queries.ts';
import { RuleForm } from './rule-form.tsx';
import classes from './unknown-deliveries.module.css';

export function UnknownDeliveriesPage() {
  const { t } = useTexts();
  const rule = useQuery(unknownDeliveryRuleQuery);
  return (
    <Page title={t.unknownDeliveries.title} above={[<span key="settings">{t.shell.settings}</span>]}>
      <p className={classes.text}>
        {t.unknownDeliveries.text}{' '}
        <Link to="/errors/$code" params={{ code: 'delivery-unknown' }} className="link">
          {t.unknownDeliveries.more}
        </Link>
      </p>
      <Loaded query={rule} what={t.unknownDeliveries.title}>
        {(loaded) => <RuleForm key={`${loaded.settleAs} ${loaded.afterHours}`} rule={loaded} />}
      </Loaded>
    </Page>
  );
}
