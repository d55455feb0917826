import { Preferences } from '../notifications/preferences.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Screen } from '../ui/layout.js';
import { BlockedPeople } from './blocked-people.js';
import { Password } from './password.js';
import { Profile } from './profile.js';
import { Sessions } from './sessions.js';
import { Settings } from './settings.js';

export function Account() {
  const text = useText();
  const viewer = useViewer();
  return (
    <Screen title={text.account.title} lead={viewer.email ?? undefined}>
      <Profile />
      <Settings />
      <Preferences />
      {viewer.hasPassword && <Password />}
      <Sessions />
      <BlockedPeople />
    </Screen>
  );
}
