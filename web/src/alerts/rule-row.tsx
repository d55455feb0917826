import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { type AlertRulePartsFragment, DeleteAlertRuleDocument, UpdateAlertRuleDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Confirm } from '../ui/confirm.js';
import { ListRow } from '../ui/list.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { ChangeRule } from './change-rule.js';
import { asPeopleSay, unitOf } from './metric-units.js';
import { severityTones } from './severity-tones.js';

export function RuleRow(props: { rule: AlertRulePartsFragment; everywhere: boolean; managing: boolean }) {
  const { rule, everywhere, managing } = props;
  const { text, language } = useSpeech();
  const { watch } = text;
  const action = useAction();
  const [open, setOpen] = useState<'change' | 'delete' | null>(null);
  const [, update] = useMutation(UpdateAlertRuleDocument);
  const [, remove] = useMutation(DeleteAlertRuleDocument);
  const close = () => setOpen(null);
  const number = new Intl.NumberFormat(language).format(asPeopleSay(rule.threshold, rule.metric));
  const unit = unitOf(rule.metric);
  const threshold = unit === 'percent' ? `${number}%` : unit === 'minutes' ? watch.minutes(number) : number;
  const turn = rule.enabled ? watch.switchOff : watch.switchOn;
  const rest = action.restOf();

  async function confirmed(): Promise<string | null> {
    const refused = refusalsOf(await remove({ input: { id: rule.id } }), (data) => data.deleteAlertRule);
    return refused.length === 0 ? null : refused.map(({ message }) => message).join(' ');
  }

  return (
    <ListRow
      title={
        <>
          {rule.name}{' '}
          <Badge tone={rule.enabled ? severityTones[rule.severity] : 'gray'}>
            {rule.enabled ? watch.severities[rule.severity] : watch.ruleOff}
          </Badge>
        </>
      }
      detail={[
        watch.ruleInWords(watch.metrics[rule.metric], rule.comparison, threshold),
        everywhere && (rule.property?.name ?? watch.everywhere),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {managing && (
        <>
          <Button
            variant="default"
            size="compact-sm"
            loading={action.busy}
            aria-label={`${turn}: ${rule.name}`}
            onClick={() =>
              void action.run(async () =>
                refusalsOf(
                  await update({ input: { id: rule.id, enabled: !rule.enabled, expectedVersion: rule.version } }),
                  (data) => data.updateAlertRule,
                ),
              )
            }
          >
            {turn}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${watch.change}: ${rule.name}`}
            onClick={() => setOpen('change')}
          >
            {watch.change}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${watch.deleteRule}: ${rule.name}`}
            onClick={() => setOpen('delete')}
          >
            {watch.deleteRule}
          </Button>
        </>
      )}
      {open === 'change' && <ChangeRule rule={rule} onClose={close} />}
      {open === 'delete' && (
        <Confirm
          title={watch.deleteRuleTitle(rule.name)}
          text={watch.deleteRuleText}
          action={watch.deleteRule}
          onClose={close}
          onConfirm={confirmed}
        />
      )}
    </ListRow>
  );
}
