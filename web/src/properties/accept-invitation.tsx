import { Button } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { AcceptInvitationDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Empty } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

export function AcceptInvitation() {
  const text = useText();
  const { email } = useViewer();
  const token = useRouterState({ select: ({ location }) => location.hash });
  const navigate = useNavigate();
  const action = useAction();
  const [, acceptInvitation] = useMutation(AcceptInvitationDocument);

  async function accept() {
    let slug: string | undefined;
    const done = await action.run(async () => {
      const result = await acceptInvitation({ input: { token } });
      slug = result.data?.acceptInvitation.member?.property.slug;
      return refusalsOf(result, (data) => data.acceptInvitation);
    });
    if (done && slug !== undefined) await navigate({ to: '/properties/$slug', params: { slug }, replace: true });
  }

  const rest = action.restOf();
  return (
    <Screen title={text.invitation.title}>
      <Card>
        <Empty
          title={email ?? ''}
          text={text.invitation.text}
          action={
            <Button loading={action.busy} onClick={() => void accept()}>
              {text.invitation.action}
            </Button>
          }
        />
        {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      </Card>
    </Screen>
  );
}
