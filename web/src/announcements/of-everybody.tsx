import { Announcements } from './announcements.js';

export const AllAnnouncements = () => <Announcements propertyId={null} />;
