import { useMutation } from 'urql';
import { RemoveBlockDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';
import { refusalsOf } from '../ui/use-action.js';
import { useWhen } from '../ui/use-when.js';
import type { Block } from './use-calendar.js';

export function RemoveBlock({ block, onClose }: { block: Block; onClose: () => void }) {
  const text = useText();
  const when = useWhen();
  const [, remove] = useMutation(RemoveBlockDocument);
  return (
    <Confirm
      title={text.calendar.removeBlock}
      text={text.calendar.removeBlockText(block.unit.name, when.span(block.from, block.to))}
      action={text.calendar.removeBlock}
      onClose={onClose}
      onConfirm={async () => {
        const refused = refusalsOf(
          await remove({ input: { id: block.id, idempotencyKey: crypto.randomUUID() } }),
          (data) => data.removeBlock,
        );
        return refused.map(({ message }) => message).join(' ') || null;
      }}
    />
  );
}
