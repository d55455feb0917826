import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { JoinConversationDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { useAction } from '../ui/use-action.js';

/** Whoever has the address of a room may join it. What is none answers as if it did not exist. */
export function JoinRoom(props: { id: string; label: string; onJoined: () => void }) {
  const { id, label, onJoined } = props;
  const words = useText().conversations;
  const action = useAction();
  const [, join] = useMutation(JoinConversationDocument);
  const rest = action.restOf();

  async function submit() {
    const joined = await action.run(async () => {
      const { data, error } = await join({ input: { conversationId: id } });
      if (error?.networkError) throw error.networkError;
      return data?.joinConversation.conversation == null ? [{ code: 'NOT_FOUND', message: words.noRoom }] : [];
    });
    if (joined) onJoined();
  }

  return (
    <>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <Button variant="default" loading={action.busy} onClick={() => void submit()}>
        {label}
      </Button>
    </>
  );
}
