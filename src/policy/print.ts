import { areas } from './index.js';
import { type Column, columns, type Rule, scopes, type Verdict } from './rule.js';

/** What `docs/permissions.md` holds. */
export function permissionsDocument(): string {
  const tables = Object.entries(areas).map(
    ([area, lines]) => `## ${area}\n\n${header}\n${Object.entries(lines).map(row).join('\n')}\n`,
  );
  return `${introduction}\n${tables.join('\n')}`;
}

const titles: Record<Column, string> = {
  anonymous: 'anybody',
  user: 'signed in',
  provider: 'provider',
  staff: 'staff',
  manager: 'manager',
  owner: 'owner',
  admin: 'admin',
  superAdmin: 'super admin',
  key: 'service key',
};

const words: Record<Verdict, string> = {
  yes: 'yes',
  own: 'own',
  participant: 'participant',
  assigned: 'assigned',
  acquaintance: 'people one knows',
  property: 'property',
  staffOnly: 'staff only',
  all: 'all',
};

const header = `| operation | ${columns.map((column) => titles[column]).join(' | ')} |\n|${' -- |'.repeat(columns.length + 1)}`;

function row([operation, rule]: [string, Rule]): string {
  return `| \`${operation}\` | ${columns.map((column) => cell(rule, column)).join(' | ')} |`;
}

function cell(rule: Rule, column: Column): string {
  const note = rule.notes?.[column];
  const said = verdict(rule, column);
  return note === undefined ? said : `${said}, ${note}`;
}

function verdict(rule: Rule, column: Column): string {
  if (rule.anonymous === 'yes') return words.yes;
  if (column === 'key') return rule.key === undefined ? '–' : `\`${rule.key}\``;
  if (column === 'anonymous') return '–';
  const isPerson = rule.user === 'yes' ? words.yes : undefined;
  const own = rule[column];
  return own === undefined ? (isPerson ?? '–') : words[own];
}

const introduction = `# Who may do what

Printed from the policy (\`src/*/policy.ts\`) by \`npm run codegen\`, and held against the running server cell by cell by
\`test/policy/matrix.test.ts\`. A line is a query, a mutation, a feed, or a field that not everybody may read (\`Type.field\`).

| word | means |
| -- | -- |
| yes | no relation to the object is needed |
| own | one's own objects, or oneself; whoever is signed in, whatever else they are |
| participant | what one takes part in |
| assigned | what one was assigned to |
| people one knows | people with whom one shares a conversation or a property |
| property | objects of the property in which one has the role |
| staff only | the same, as far as it concerns members and invitations with the role STAFF alone |
| all | objects of every property |
| – | no |

A service key needs the scope that is named, and reaches the property that it is limited to, if it is limited. The scopes
are ${scopes.map((scope) => `\`${scope}\``).join(', ')}.

Somebody without any relation to an object hears NOT_FOUND, as for an id that does not exist. Somebody who may see it, but not do
that with it, gets a \`NotAllowedError\` from a mutation and FORBIDDEN from a query, a feed or a field.
`;
