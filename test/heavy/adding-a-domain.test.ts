import { expect, it } from 'vitest';
import { inShell } from '../documentation/shell.js';
import { snippet } from '../documentation/snippets.js';
import { postgresqlPrograms } from '../support/programs.js';
import { addFile, changeFile } from './documentation/change-files.js';
import { workingCopy } from './documentation/working-copy.js';

it('docs/adding-a-domain.md, done word for word, makes a domain that is complete, and then one more event', async () => {
  using copy = workingCopy();
  const add = (code: string) => addFile(copy.path, code);
  const change = (code: string) => changeFile(copy.path, code);
  const run = (code: string) => inShell(code, { cwd: copy.path });

  change(snippet('docs/adding-a-domain.md', 'The model', 'diff'));
  expect(await run(snippet('docs/adding-a-domain.md', 'The model', 'sh'))).toMatch(/migrations\/\d+_found_items\//);
  add(snippet('docs/adding-a-domain.md', 'Who may do it', 'ts'));
  change(snippet('docs/adding-a-domain.md', 'Who may do it', 'diff'));
  add(snippet('docs/adding-a-domain.md', 'What can happen', 'ts'));
  add(snippet('docs/adding-a-domain.md', 'The verb', 'ts'));
  add(snippet('docs/adding-a-domain.md', 'What can be read', 'ts'));
  add(snippet('docs/adding-a-domain.md', 'What can be done, and what is told', 'ts'));
  change(snippet('docs/adding-a-domain.md', 'What can be done, and what is told', 'diff'));
  await run(snippet('docs/adding-a-domain.md', 'What can be done, and what is told', 'sh'));
  add(snippet('docs/adding-a-domain.md', 'What is right', 'ts'));
  change(snippet('docs/adding-a-domain.md', 'What is right', 'diff'));
  add(snippet('docs/adding-a-domain.md', 'The client', 'ts'));
  change(snippet('docs/adding-a-domain.md', 'The client', 'diff'));
  expect(await run(snippet('docs/adding-a-domain.md', 'The client', 'sh'))).toMatch(/Tests .*passed/);
  if (postgresqlPrograms() !== undefined || process.env.CI === 'true')
    expect(await run(snippet('docs/adding-a-domain.md', 'The client', 'sh', 2))).toMatch(/Tests .* passed/);

  change(snippet('docs/adding-a-domain.md', 'One more event', 'diff', 1));
  change(snippet('docs/adding-a-domain.md', 'One more event', 'diff', 2));
  add(snippet('docs/adding-a-domain.md', 'One more event', 'ts'));
  change(snippet('docs/adding-a-domain.md', 'One more event', 'diff', 3));
  change(snippet('docs/adding-a-domain.md', 'One more event', 'diff', 4));
  change(snippet('docs/adding-a-domain.md', 'One more event', 'diff', 5));
  change(snippet('docs/adding-a-domain.md', 'One more event', 'diff', 6));
  add(snippet('docs/adding-a-domain.md', 'One more event', 'ts', 2));
  expect(await run(snippet('docs/adding-a-domain.md', 'One more event', 'sh'))).toMatch(/Tests .*passed/);
}, 900_000);
