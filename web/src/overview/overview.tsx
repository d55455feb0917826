import { Navigate } from '@tanstack/react-router';
import { Activity } from '../activity/activity.js';
import { useProperty } from '../properties/property-scope.js';
import { todayIn } from '../ui/days.js';
import { Screen } from '../ui/layout.js';
import { useWhen } from '../ui/use-when.js';
import { Numbers } from './numbers.js';
import styles from './overview.module.css';
import { Series } from './series.js';
import { Today } from './today.js';

/** How the place stands now, and how it went. Whoever does not work there reads what it says about itself. */
export function Overview() {
  const when = useWhen();
  const { property, managing, inside } = useProperty();
  const today = todayIn(property.timeZone);
  if (!inside) return <Navigate to="/properties/$slug/settings" params={{ slug: property.slug }} replace />;
  return (
    <Screen wide title={property.name} lead={when.longDay(today)}>
      <Numbers propertyId={property.id} money={managing} slug={property.slug} />
      <Series propertyId={property.id} today={today} money={managing} />
      <div className={styles.lists}>
        <Today property={property} />
        <Activity propertyId={property.id} timeZone={property.timeZone} />
      </div>
    </Screen>
  );
}
