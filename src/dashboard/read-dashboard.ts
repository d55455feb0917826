import type { Database } from '../database/client.js';
import { Fault } from '../errors.js';
import { figuresOf } from './figures.js';
import { type Snapshot, snapshotOf } from './snapshot.js';

/** Throws NOT_FOUND where there is no such property. */
export async function readDashboard(
  database: Pick<Database, 'prepared'>,
  propertyId: string | null,
  at = new Date(),
): Promise<Snapshot> {
  const figures = await figuresOf(database, propertyId, at);
  if (propertyId !== null && figures.length === 0) throw new Fault('NOT_FOUND');
  return snapshotOf(figures, propertyId, at);
}
