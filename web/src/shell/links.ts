import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { InboxUnread, MyUnread } from '../conversations/unread.js';
import type { PropertyRowFragment } from '../generated/graphql.js';
import type { Catalog } from '../text/text.js';
import {
  AlertIcon,
  BadgeIcon,
  BookIcon,
  BuildingIcon,
  CalendarIcon,
  CardIcon,
  ChatIcon,
  GaugeIcon,
  GearIcon,
  HornIcon,
  InboxIcon,
  KeyIcon,
  MailIcon,
  PeopleIcon,
  PulseIcon,
  ScrollIcon,
  SearchIcon,
  SuitcaseIcon,
  TrayIcon,
} from './icons.js';
import type { Me } from './viewer.js';

/** A way to a screen. It stands here when the screen exists, and is shown to whom it may be shown. */
export interface NavigationLink<Of = undefined> {
  readonly to: LinkProps['to'];
  readonly icon: ComponentType;
  readonly label: (text: Catalog) => string;
  readonly may?: (viewer: Me, of: Of) => boolean;
  /** Active on this very address alone. */
  readonly exact?: boolean;
  /** Number of things that wait there. */
  readonly count?: ComponentType<{ of: Of }>;
}

const admin = ({ role }: Me) => role !== 'USER';
/** Whoever works there. */
const inside = (viewer: Me, { viewerRole }: PropertyRowFragment) => admin(viewer) || viewerRole != null;

/** Whoever may see the money there. */
const managing = (viewer: Me, { viewerRole }: PropertyRowFragment) =>
  admin(viewer) || viewerRole === 'OWNER' || viewerRole === 'MANAGER';

/** Whoever answers for it. */
const owning = (viewer: Me, { viewerRole }: PropertyRowFragment) => admin(viewer) || viewerRole === 'OWNER';

/** Within `/properties/$slug`, in the order in which a day needs them. */
export const propertyLinks: readonly NavigationLink<PropertyRowFragment>[] = [
  { to: '/properties/$slug', icon: GaugeIcon, label: ({ overview }) => overview.title, may: inside, exact: true },
  { to: '/properties/$slug/bookings', icon: BookIcon, label: ({ bookings }) => bookings.title, may: inside },
  { to: '/properties/$slug/calendar', icon: CalendarIcon, label: ({ calendar }) => calendar.title, may: inside },
  { to: '/properties/$slug/inbox', icon: InboxIcon, label: ({ nav }) => nav.inbox, may: inside, count: InboxUnread },
  { to: '/properties/$slug/orders', icon: TrayIcon, label: ({ orders }) => orders.title, may: inside },
  { to: '/properties/$slug/providers', icon: BadgeIcon, label: ({ providers }) => providers.title, may: inside },
  { to: '/properties/$slug/payments', icon: CardIcon, label: ({ payments }) => payments.title, may: managing },
  { to: '/properties/$slug/alerts', icon: AlertIcon, label: ({ watch }) => watch.alerts, may: inside },
  {
    to: '/properties/$slug/members',
    icon: PeopleIcon,
    label: ({ nav }) => nav.members,
    may: inside,
  },
  { to: '/properties/$slug/announcements', icon: HornIcon, label: ({ nav }) => nav.announcements, may: managing },
  { to: '/properties/$slug/audit', icon: ScrollIcon, label: ({ watch }) => watch.audit, may: owning },
  { to: '/properties/$slug/settings', icon: GearIcon, label: ({ nav }) => nav.settings, may: inside },
];

/** What everybody has, as a guest or a colleague. */
export const ownLinks: readonly NavigationLink[] = [
  { to: '/messages', icon: ChatIcon, label: ({ nav }) => nav.messages, count: MyUnread },
  { to: '/', icon: BuildingIcon, label: ({ nav }) => nav.properties, exact: true },
  { to: '/bookings', icon: SuitcaseIcon, label: ({ bookings }) => bookings.mine },
  { to: '/book', icon: SearchIcon, label: ({ book }) => book.title },
];

export const adminLinks: readonly NavigationLink[] = [
  { to: '/admin/overview', icon: GaugeIcon, label: ({ overview }) => overview.platform },
  { to: '/admin/alerts', icon: AlertIcon, label: ({ watch }) => watch.alerts },
  { to: '/admin/audit', icon: ScrollIcon, label: ({ watch }) => watch.audit },
  { to: '/admin/users', icon: PeopleIcon, label: ({ nav }) => nav.users },
  { to: '/admin/service-keys', icon: KeyIcon, label: ({ nav }) => nav.serviceKeys },
  { to: '/admin/announcements', icon: HornIcon, label: ({ nav }) => nav.announcements },
  { to: '/admin/realtime', icon: PulseIcon, label: ({ nav }) => nav.realtime },
  { to: '/admin/mail', icon: MailIcon, label: ({ nav }) => nav.mail },
];
