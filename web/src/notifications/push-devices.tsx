import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { RegisterPushSubscriptionDocument, RemovePushSubscriptionDocument } from '../generated/graphql.js';
import { useSpeech } from '../text/text.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './preferences.module.css';
import { canPush, subscribeToPush } from './push.js';

interface Device {
  readonly id: string;
  readonly device: string;
  readonly createdAt: string;
}

/** Browsers that are told even when no page is open. */
export function PushDevices(props: { publicKey: string | null; devices: readonly Device[]; onChanged: () => void }) {
  const { publicKey, devices, onChanged } = props;
  const { text, date } = useSpeech();
  const words = text.notifications;
  const action = useAction();
  const [denied, setDenied] = useState(false);
  const [, register] = useMutation(RegisterPushSubscriptionDocument);
  const [, remove] = useMutation(RemovePushSubscriptionDocument);

  async function allow(key: string) {
    const input = await subscribeToPush(key);
    setDenied(input === null);
    if (input === null) return;
    const done = await action.run(async () =>
      refusalsOf(await register({ input }), (answer) => answer.registerPushSubscription),
    );
    if (done) onChanged();
  }

  return (
    <section aria-label={words.push}>
      <div className={styles.mute}>
        <div>
          <div>{words.push}</div>
          <p className={styles.lead}>{publicKey === null ? words.noPush : words.pushLead}</p>
        </div>
        {publicKey !== null && canPush() && (
          <Button variant="default" loading={action.busy} onClick={() => void allow(publicKey)}>
            {words.allowPush}
          </Button>
        )}
      </div>
      {denied && <Notice kind="note">{words.denied}</Notice>}
      {devices.length > 0 && (
        <ul className={styles.devices}>
          {devices.map(({ id, device, createdAt }) => (
            <li key={id}>
              <span>
                {device} · {date(createdAt)}
              </span>
              <Button
                variant="subtle"
                aria-label={words.removeDevice(device)}
                onClick={() =>
                  void action
                    .run(async () =>
                      refusalsOf(await remove({ input: { id } }), (answer) => answer.removePushSubscription),
                    )
                    .then((done) => done && onChanged())
                }
              >
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
