import type { Transaction } from '../database/transaction.js';
import { providerCreated } from '../providers/events.js';
import { append } from '../realtime/append.js';
import { businesses } from './businesses/index.js';
import { demoId } from './demo-id.js';

/** Who can be had at each business. */
export async function seedProviders(tx: Transaction): Promise<void> {
  for (const { slug, people } of businesses) {
    const propertyId = demoId(`property ${slug}`);
    const owner = { key: `user:${demoId(`user owner@${slug}.example`)}` } as const;
    for (const { mailbox, name, serves } of people) {
      if (serves === undefined) continue;
      const userId = demoId(`user ${mailbox}@${slug}.example`);
      const providerId = demoId(`provider ${mailbox}@${slug}.example`);
      await tx.provider.create({ data: { id: providerId, propertyId, userId, name, kind: serves } });
      append(tx, providerCreated(owner, { propertyId, providerId, userId }));
    }
  }
}
