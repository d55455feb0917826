import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { PropertyRowFragment } from '../generated/graphql.js';
import type { Catalog } from '../text/text.js';
import { BuildingIcon, GearIcon, KeyIcon, PeopleIcon } from './icons.js';
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

/** Within `/properties/$slug`, in the order in which a day needs them. */
export const propertyLinks: readonly NavigationLink<PropertyRowFragment>[] = [
  {
    to: '/properties/$slug/members',
    icon: PeopleIcon,
    label: ({ nav }) => nav.members,
    may: inside,
  },
  { to: '/properties/$slug/settings', icon: GearIcon, label: ({ nav }) => nav.settings, may: inside },
];

/** What everybody has, as a guest or a colleague. */
export const ownLinks: readonly NavigationLink[] = [
  { to: '/', icon: BuildingIcon, label: ({ nav }) => nav.properties, exact: true },
];

export const adminLinks: readonly NavigationLink[] = [
  { to: '/admin/users', icon: PeopleIcon, label: ({ nav }) => nav.users },
  { to: '/admin/service-keys', icon: KeyIcon, label: ({ nav }) => nav.serviceKeys },
];
