/** Who may do what, a line for each operation. `docs/permissions.md` is printed from the same lines. */
export type Verdict =
  /** No relation to the object is needed. */
  | 'yes'
  /** One's own objects, or oneself. */
  | 'own'
  /** What one takes part in. */
  | 'participant'
  /** What one was assigned to, as a provider. */
  | 'assigned'
  /** People with whom one shares a conversation or a property. */
  | 'acquaintance'
  /** Objects of the property in which one has the role. */
  | 'property'
  /** The same, as far as it concerns members and invitations with the role STAFF alone. */
  | 'staffOnly'
  /** Objects of every property. */
  | 'all';

export interface Rule {
  /** Without signing in, and then everybody else too. */
  anonymous?: 'yes';
  /** Everybody who is signed in. */
  user?: 'yes' | 'own' | 'participant' | 'acquaintance';
  /** Guides, drivers, stylists: people who are assigned to bookings. */
  provider?: 'own' | 'participant' | 'assigned';
  staff?: 'property';
  manager?: 'property' | 'staffOnly';
  owner?: 'property';
  admin?: 'yes' | 'all';
  superAdmin?: 'yes' | 'all';
  /** The scope that a service key needs. A key of one property reaches that property alone. */
  key?: Scope;
  /** What a verb looks at besides, for the reader: `{ user: 'by the cancellation policy' }`. */
  notes?: Partial<Record<Column, string>>;
}

export const columns = [
  'anonymous',
  'user',
  'provider',
  'staff',
  'manager',
  'owner',
  'admin',
  'superAdmin',
  'key',
] as const;
export type Column = (typeof columns)[number];

export const scopes = [
  'accounts:read',
  'accounts:write',
  'properties:read',
  'properties:write',
  'bookings:read',
  'bookings:write',
  'providers:read',
  'providers:write',
  'payments:read',
  'payments:write',
  'orders:read',
  'orders:write',
  'messages:write',
  'events:trigger',
] as const;
export type Scope = (typeof scopes)[number];

export type Policy = Readonly<Record<string, Rule>>;

export const everyone: Rule = { anonymous: 'yes' };

/** Whether the verdict depends on what the operation is about: then the verb has to say what that is. */
export function needsSubject(rule: Rule): boolean {
  if (rule.anonymous === 'yes' || rule.user === 'yes') return false;
  const relations: Array<Verdict | undefined> = [rule.user, rule.provider, rule.staff, rule.manager, rule.owner];
  return relations.some((verdict) => verdict !== undefined);
}
