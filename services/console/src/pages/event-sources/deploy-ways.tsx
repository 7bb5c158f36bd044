import { CopyField } from '../../components/copy-field.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './setup-tab.module.css';

/** How the downloaded package gets into the org: by command line, or in the browser. */
export function DeployWays({ fileName }: { fileName: string }) {
  const { t } = useTexts();
  const commands = [
    'sf project generate --name canvass-setup && cd canvass-setup',
    'sf org login web --alias my-org',
    `sf project deploy start --metadata-dir ~/Downloads/${fileName} --single-package --target-org my-org`,
  ];
  return (
    <div className={classes.deploy}>
      <h3>{t.salesforceSetup.deployTitle}</h3>
      <h4>{t.salesforceSetup.deployCli}</h4>
      <p className="dim">{t.salesforceSetup.deployCliText}</p>
      {commands.map((command, index) => (
        <CopyField key={command} value={command} name={t.salesforceSetup.deployCliCommand(index + 1)} quiet />
      ))}
      <h4>{t.salesforceSetup.deployWorkbench}</h4>
      <ol>
        {t.salesforceSetup.workbench.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
