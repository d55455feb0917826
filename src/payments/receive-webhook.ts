import type { App } from '../app.js';
import { transact } from '../database/transaction.js';
import type { RemoteGateway } from './gateway.js';
import { syncPaymentJob } from './jobs.js';

/**
 * What a gateway tells is a hint to ask it: whether it comes twice, late or in another order makes no difference. Each is
 * written down once, together with the job that asks. Throws `WebhookRefused` for what the gateway did not send.
 */
export async function receiveWebhook(
  app: App,
  { name, remote }: { name: string; remote: RemoteGateway },
  body: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<void> {
  const { id, refs } = remote.readWebhook(body, headers);
  await transact(app.database, async (tx) => {
    const { count } = await tx.gatewayEvent.createMany({ data: { gateway: name, id }, skipDuplicates: true });
    if (count === 0) return;
    // Of others who use the same account there may be news, too.
    const payments = await tx.payment.findMany({
      where: { gateway: name, gatewayRef: { in: [...refs] } },
      select: { id: true },
    });
    for (const payment of payments) await app.jobs.enqueue(tx, syncPaymentJob, { paymentId: payment.id });
  });
}
