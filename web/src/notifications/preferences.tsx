import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery } from 'urql';
import {
  type NotificationChannel,
  NotificationPreferencesDocument,
  type NotificationType,
  UpdateNotificationPreferencesDocument,
  type UpdateNotificationPreferencesInput,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card, Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import styles from './preferences.module.css';
import { PushDevices } from './push-devices.js';

/** What is told, and where: each kind by each channel, the hours without, and this browser. */
export function Preferences() {
  const text = useText();
  const words = text.notifications;
  const action = useAction();
  const [{ data, error }, again] = useQuery({ query: NotificationPreferencesDocument });
  const [, update] = useMutation(UpdateNotificationPreferencesDocument);
  const preferences = data?.viewer?.notificationPreferences;

  const change = (input: UpdateNotificationPreferencesInput) =>
    void action.run(async () => refusalsOf(await update({ input }), (answer) => answer.updateNotificationPreferences));

  if (preferences === undefined || data?.viewer == null)
    return (
      <Card title={words.preferences}>{error === undefined ? <Rows /> : <Failed error={error} onRetry={again} />}</Card>
    );
  const types = [...new Set(preferences.channels.map(({ type }) => type))];
  const channels = [...new Set(preferences.channels.map(({ channel }) => channel))];
  const enabled = (type: NotificationType, channel: NotificationChannel) =>
    preferences.channels.find((one) => one.type === type && one.channel === channel)?.enabled ?? false;
  const quiet = preferences.quietHours ?? null;
  const muted = preferences.mutedUntil != null && Date.parse(preferences.mutedUntil) > Date.now();
  const rest = action.restOf();

  return (
    <div id="notifications">
      <Card title={words.preferences} lead={words.preferencesLead}>
        <Stack>
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{words.about}</th>
                  {channels.map((channel) => (
                    <th key={channel} scope="col">
                      {words.channels[channel]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {types.map((type) => (
                  <tr key={type}>
                    <th scope="row">{words.types[type]}</th>
                    {channels.map((channel) => (
                      <td key={channel}>
                        <Checkbox
                          aria-label={words.by(words.types[type], words.channels[channel])}
                          checked={enabled(type, channel)}
                          onChange={({ currentTarget: { checked } }) =>
                            change({ preferences: [{ type, channel, enabled: checked }] })
                          }
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Switch
            label={words.quiet}
            description={words.quietHint}
            checked={quiet !== null}
            onChange={({ currentTarget: { checked } }) =>
              change({ quietHours: checked ? { from: '22:00', to: '07:00' } : null })
            }
          />
          {quiet !== null && (
            <div className={styles.hours}>
              {(['from', 'to'] as const).map((end) => (
                <TextInput
                  key={`${end} ${quiet[end]}`}
                  type="time"
                  label={words.quietHours[end]}
                  defaultValue={quiet[end]}
                  onBlur={({ currentTarget: { value } }) =>
                    value !== '' &&
                    value !== quiet[end] &&
                    change({ quietHours: { from: quiet.from, to: quiet.to, [end]: value } })
                  }
                />
              ))}
            </div>
          )}
          <Switch
            label={words.critical}
            description={words.criticalHint}
            checked={preferences.criticalOverrides}
            onChange={({ currentTarget: { checked } }) => change({ criticalOverrides: checked })}
          />
          <div className={styles.mute}>
            <span>{muted ? words.muted : words.mute}</span>
            {muted ? (
              <Button variant="default" onClick={() => change({ mutedUntil: null })}>
                {words.unmute}
              </Button>
            ) : (
              <Button
                variant="default"
                onClick={() => change({ mutedUntil: new Date(Date.now() + 3_600_000).toISOString() })}
              >
                {words.muteHour}
              </Button>
            )}
          </div>
          <PushDevices
            publicKey={data.viewer.pushPublicKey ?? null}
            devices={data.viewer.pushSubscriptions}
            onChanged={() => again({ requestPolicy: 'network-only' })}
          />
        </Stack>
      </Card>
    </div>
  );
}
