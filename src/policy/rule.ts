/** Who may do what, a line for each operation. `docs/permissions.md` is printed from the same lines. */
export type Verdict =
  /** No relation to the object is needed. */
  | 'yes'
  /** One's own objects. */
  | 'own'
  /** Objects of the property in which one has the role. */
  | 'property'
  /** Objects of every property. */
  | 'all';

export interface Rule {
  /** Without signing in. */
  anonymous?: 'yes';
  /** Everybody who is signed in. */
  user?: 'yes' | 'own';
  staff?: 'property';
  manager?: 'property';
  owner?: 'property';
  admin?: 'yes' | 'all';
  superAdmin?: 'yes' | 'all';
  /** The scope that a service key needs. */
  key?: Scope;
}

export const scopes = [
  'accounts:read',
  'accounts:write',
  'properties:read',
  'properties:write',
  'events:trigger',
] as const;
export type Scope = (typeof scopes)[number];

export type Policy = Readonly<Record<string, Rule>>;

export const everyone: Rule = {
  anonymous: 'yes',
  user: 'yes',
  staff: 'property',
  manager: 'property',
  owner: 'property',
  admin: 'all',
  superAdmin: 'all',
};
