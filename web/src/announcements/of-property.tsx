import { useProperty } from '../properties/property-scope.js';
import { Announcements } from './announcements.js';

export function PropertyAnnouncements() {
  return <Announcements propertyId={useProperty().property.id} />;
}
