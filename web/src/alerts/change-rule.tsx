import { useMutation } from 'urql';
import { type AlertRulePartsFragment, UpdateAlertRuleDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { RuleForm, type RuleSaid } from './rule-form.js';

export function ChangeRule({ rule, onClose }: { rule: AlertRulePartsFragment; onClose: () => void }) {
  const text = useText();
  const action = useAction();
  const [, update] = useMutation(UpdateAlertRuleDocument);

  async function say({ name, comparison, threshold, severity }: RuleSaid) {
    const input = { id: rule.id, name, comparison, threshold, severity, expectedVersion: rule.version };
    if (await action.run(async () => refusalsOf(await update({ input }), (data) => data.updateAlertRule))) onClose();
  }

  return (
    <RuleForm
      title={text.watch.changeRule}
      label={text.save}
      rule={rule}
      action={action}
      onClose={onClose}
      onSay={say}
    />
  );
}
