import { useMutation } from 'urql';
import { CreateAlertRuleDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { RuleForm, type RuleSaid } from './rule-form.js';

export function CreateRule({ propertyId, onClose }: { propertyId: string | null; onClose: () => void }) {
  const { watch } = useText();
  const action = useAction();
  const [, create] = useMutation(CreateAlertRuleDocument);

  async function say(rule: RuleSaid) {
    const input = { ...rule, idempotencyKey: crypto.randomUUID(), ...(propertyId !== null && { propertyId }) };
    if (await action.run(async () => refusalsOf(await create({ input }), (data) => data.createAlertRule))) onClose();
  }

  return <RuleForm title={watch.addRule} label={watch.addRule} action={action} onClose={onClose} onSay={say} />;
}
