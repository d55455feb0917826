import { useNavigate, useParams } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { LeaveConversationDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Confirm } from '../ui/confirm.js';

export function LeaveConversation({ id, onClose }: { id: string; onClose: () => void }) {
  const text = useText();
  const words = text.conversations;
  const navigate = useNavigate();
  const { slug } = useParams({ strict: false }) as { slug?: string };
  const [, leave] = useMutation(LeaveConversationDocument);
  return (
    <Confirm
      title={words.leaveTitle}
      text={words.leaveText}
      action={words.leave}
      onClose={onClose}
      onConfirm={async () => {
        const { data, error } = await leave({ input: { conversationId: id } });
        if (data?.leaveConversation.leftConversationId == null)
          return data?.leaveConversation.userErrors[0]?.message ?? (error?.networkError ? text.offline : text.failed);
        await (slug === undefined
          ? navigate({ to: '/messages' })
          : navigate({ to: '/properties/$slug/inbox', params: { slug } }));
        return null;
      }}
    />
  );
}
