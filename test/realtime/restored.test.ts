import { expect, it } from 'vitest';
import { beginEpoch } from '../../src/realtime/begin-epoch.js';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aMember, aProperty, signedIn } from '../support/factories.js';
import { globalId } from '../support/global-id.js';
import { openSocket } from '../support/socket.js';

const feed = `subscription ($id: ID!, $after: EventCursor) {
  propertyEvents(propertyId: $id, after: $after) {
    __typename cursor ... on StreamReset { reason } ... on PropertyUpdated { property { name } }
  }
}`;

it('F10: after a backup was restored, a cursor of before is told so, though its number exists again', async () => {
  await using running = await startApp();
  const property = await aProperty(running.app);
  const { user } = await aMember(running.app, property, 'OWNER');
  const token = await signedIn(running.app, user);
  const id = globalId('Property', property.id);
  const rename = async (name: string) => {
    const { data } = await running.ask(
      'mutation ($id: ID!, $name: String!) { updateProperty(input: { id: $id, name: $name }) { userErrors { code } } }',
      { id, name },
      token,
    );
    expect(data.updateProperty.userErrors).toEqual([]);
  };
  const { log, cursors } = running.app.realtime;
  const stream = `property:${property.id}`;
  await rename('In the backup');
  const backup = await log.head(stream);
  await rename('Lost');
  await rename('Lost too');
  const lost = await log.head(stream);
  const cursor = cursors.seal({ stream, epoch: lost.epoch, seq: lost.seq });

  await running.app.database.query('DELETE FROM event WHERE stream = $1 AND seq > $2', [stream, backup.seq]);
  await running.app.database.query('UPDATE stream SET seq = $2 WHERE id = $1', [stream, backup.seq]);
  const epoch = await beginEpoch(running.app.database);
  for (const name of ['New', 'Newer', 'Newest']) await rename(name);
  expect(await log.head(stream)).toMatchObject({ epoch, seq: lost.seq + 1 });

  await using socket = openSocket(running, token);
  const followed = socket.follow(feed, { id, after: cursor });
  await eventually(() => expect(followed.items).toHaveLength(2));
  expect(followed.items[1]).toMatchObject({ __typename: 'StreamReset', reason: 'RESTORED' });
  await rename('Live');
  await eventually(() => expect(followed.items[2]).toMatchObject({ property: { name: 'Live' } }));

  // A stream that begins after the restore is of the new epoch too.
  const later = await aProperty(running.app);
  await aMember(running.app, later, 'OWNER', user);
  const created = await running.ask(
    'mutation ($id: ID!) { updateProperty(input: { id: $id, name: "Later" }) { userErrors { code } } }',
    { id: globalId('Property', later.id) },
    token,
  );
  expect(created.data.updateProperty.userErrors).toEqual([]);
  expect(await log.head(`property:${later.id}`)).toMatchObject({ epoch });
  expect(await beginEpoch(running.app.database)).toBeGreaterThan(epoch);
});
