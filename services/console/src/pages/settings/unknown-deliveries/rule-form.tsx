import { Button, NumberInput, Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useRights } from '../../../api/rights.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { saveUnknownDeliveryRule, type UnknownDeliveryRule, unknownDeliveryRuleQuery } from './queries.ts';
import classes from './unknown-deliveries.module.css';

const choices = { ask: null, sent: 'sent', 'not-sent': 'not-sent' } as const;
type Choice = keyof typeof choices;
const isChoice = (value: string): value is Choice => value in choices;

export function RuleForm({ rule }: { rule: UnknownDeliveryRule }) {
  const { t } = useTexts();
  const { mayAdminister } = useRights();
  const client = useQueryClient();
  const [choice, setChoice] = useState<Choice>(rule.settleAs ?? 'ask');
  const [hours, setHours] = useState<number | string>(rule.afterHours);
  const save = useMutation({
    mutationFn: () => saveUnknownDeliveryRule({ settleAs: choices[choice], afterHours: Number(hours) }),
    onSuccess: (saved) => {
      client.setQueryData(unknownDeliveryRuleQuery.queryKey, saved);
      showDone(t.unknownDeliveries.saved);
    },
  });
  const changed = choices[choice] !== rule.settleAs || (choice !== 'ask' && hours !== rule.afterHours);
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <Stack gap="lg">
        {save.isError && <ErrorNotice error={save.error} />}
        <Radio.Group
          label={t.unknownDeliveries.question}
          value={choice}
          onChange={(value) => isChoice(value) && setChoice(value)}
          readOnly={!mayAdminister}
        >
          <Stack gap="md" mt="xs">
            {(['ask', 'sent', 'not-sent'] as const).map((value) => (
              <Radio
                key={value}
                value={value}
                disabled={!mayAdminister}
                label={t.unknownDeliveries.choices[value].name}
                description={t.unknownDeliveries.choices[value].hint}
              />
            ))}
          </Stack>
        </Radio.Group>
        {choice !== 'ask' && (
          <NumberInput
            className={classes.hours}
            label={t.unknownDeliveries.after}
            description={t.unknownDeliveries.afterHint}
            min={1}
            max={720}
            allowDecimal={false}
            required
            withAsterisk={false}
            disabled={!mayAdminister}
            value={hours}
            onChange={setHours}
          />
        )}
        {mayAdminister ? (
          <div>
            <Button type="submit" loading={save.isPending} disabled={!changed || hours === ''}>
              {t.unknownDeliveries.save}
            </Button>
          </div>
        ) : (
          <p className="dim">{t.unknownDeliveries.onlyAdministrators}</p>
        )}
      </Stack>
    </form>
  );
}
