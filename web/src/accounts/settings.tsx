import { NativeSelect, Switch } from '@mantine/core';
import { useMutation } from 'urql';
import { type Theme, UpdateSettingsDocument, type UpdateSettingsInput } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Card, Fields, Wide } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { timeZones } from '../ui/time-zones.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

const themes = ['SYSTEM', 'LIGHT', 'DARK'] as const satisfies readonly Theme[];

/** Each is kept as soon as it is chosen: there is nothing to forget to save. */
export function Settings() {
  const text = useText();
  const { settings } = useViewer();
  const action = useAction();
  const [, updateSettings] = useMutation(UpdateSettingsDocument);

  const change = (input: UpdateSettingsInput) =>
    void action.run(async () => refusalsOf(await updateSettings({ input }), (data) => data.updateSettings));

  const rest = action.restOf();
  return (
    <Card title={text.account.settings} lead={text.account.settingsLead}>
      <Fields>
        <NativeSelect
          label={text.account.language}
          value={settings.locale.startsWith('ko') ? 'ko' : 'en'}
          onChange={(event) => change({ locale: event.currentTarget.value })}
          data={[
            { value: 'en', label: 'English' },
            { value: 'ko', label: '한국어' },
          ]}
        />
        <NativeSelect
          label={text.account.theme}
          value={settings.theme}
          onChange={(event) => {
            const theme = themes.find((value) => value === event.currentTarget.value);
            if (theme !== undefined) change({ theme });
          }}
          data={themes.map((value) => ({ value, label: text.account.themes[value] }))}
        />
        <NativeSelect
          label={text.account.timeZone}
          value={settings.timeZone}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
          data={timeZones(settings.timeZone)}
        />
        <Wide>
          <Fields>
            <Switch
              label={text.account.sounds}
              checked={settings.sounds}
              onChange={(event) => change({ sounds: event.currentTarget.checked })}
            />
            <Switch
              label={text.notifications.desktop}
              checked={settings.desktopNotifications}
              onChange={({ currentTarget: { checked } }) => {
                if (checked && 'Notification' in window) void Notification.requestPermission();
                change({ desktopNotifications: checked });
              }}
            />
            <Switch
              label={text.account.readReceipts}
              checked={settings.readReceipts}
              onChange={(event) => change({ readReceipts: event.currentTarget.checked })}
            />
            <Switch
              label={text.account.presenceVisible}
              checked={settings.presenceVisible}
              onChange={(event) => change({ presenceVisible: event.currentTarget.checked })}
            />
          </Fields>
        </Wide>
        {rest !== null && (
          <Wide>
            <Notice kind="wrong">{rest}</Notice>
          </Wide>
        )}
      </Fields>
    </Card>
  );
}
