import { NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AlertComparison, AlertMetric, AlertSeverity } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Segments } from '../ui/segments.js';
import type { Action } from '../ui/use-action.js';
import { asPeopleSay, asTheApiCounts, unitOf } from './metric-units.js';
import { severityTones } from './severity-tones.js';

const severities = Object.keys(severityTones) as AlertSeverity[];

export interface RuleSaid {
  readonly name: string;
  readonly metric: AlertMetric;
  readonly comparison: AlertComparison;
  readonly threshold: number;
  readonly severity: AlertSeverity;
}

/** What a rule says. Which number it watches is chosen once. */
export function RuleForm(props: {
  title: string;
  label: string;
  rule?: RuleSaid;
  action: Action;
  onClose: () => void;
  onSay: (rule: RuleSaid) => Promise<void>;
}) {
  const { rule, action, onClose } = props;
  const { watch } = useText();
  const [metric, setMetric] = useState<AlertMetric>(rule?.metric ?? 'OPEN_ORDERS');
  const [comparison, setComparison] = useState<AlertComparison>(rule?.comparison ?? 'ABOVE');
  const [severity, setSeverity] = useState<AlertSeverity>(rule?.severity ?? 'WARNING');
  const unit = unitOf(metric);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = Number(form.get('threshold'));
    const name = String(form.get('name')).trim();
    void props.onSay({ name, metric, comparison, threshold: asTheApiCounts(said, metric), severity });
  }

  const rest = action.restOf('name', 'threshold');
  return (
    <Dialog title={props.title} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <NativeSelect
            name="metric"
            label={watch.metric}
            value={metric}
            disabled={rule !== undefined}
            data={Object.entries(watch.metrics).map(([value, label]) => ({ value, label }))}
            onChange={(event) => setMetric(event.currentTarget.value as AlertMetric)}
          />
          <Segments
            label={watch.comparison}
            value={comparison}
            options={(['ABOVE', 'BELOW'] as const).map((value) => ({ value, label: watch.comparisons[value] }))}
            onChange={setComparison}
          />
          <TextInput
            type="number"
            name="threshold"
            label={unit === 'percent' ? watch.inPercent : unit === 'minutes' ? watch.inMinutes : watch.threshold}
            defaultValue={rule === undefined ? '' : asPeopleSay(rule.threshold, rule.metric)}
            min={0}
            step="any"
            error={action.errorOf('threshold')}
            required
          />
          <TextInput
            name="name"
            label={watch.ruleName}
            placeholder={watch.ruleNameHint}
            defaultValue={rule?.name ?? ''}
            maxLength={100}
            error={action.errorOf('name')}
            required
          />
          <Segments
            label={watch.severity}
            value={severity}
            options={severities.map((value) => ({ value, label: watch.severities[value] }))}
            onChange={setSeverity}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions label={props.label} busy={action.busy} onLeave={onClose} />
      </form>
    </Dialog>
  );
}
