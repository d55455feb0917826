import { useText } from '../text/text.js';
import { todayIn } from '../ui/days.js';
import { Screen } from '../ui/layout.js';
import { Numbers } from './numbers.js';
import { Series } from './series.js';

/** All properties together, for those who look after the whole. */
export function PlatformOverview() {
  const text = useText();
  return (
    <Screen wide title={text.overview.platform} lead={text.overview.platformLead}>
      <Numbers propertyId={null} money />
      <Series propertyId={null} today={todayIn('UTC')} money={false} />
    </Screen>
  );
}
