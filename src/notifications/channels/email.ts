import nodemailer from 'nodemailer';
import type { App } from '../../app.js';
import type { Config } from '../../config.js';
import { mailFor } from '../email/mail-for.js';
import type { Mail } from '../email/template.js';
import { type Channel, DeliveryProblem, type Parcel } from './channel.js';

export interface Email extends Channel {
  close(): Promise<void>;
}

/** The address is read when it is sent: nothing of it stands in the queue. Without a server, mail goes to the dev mailbox. */
export function createEmail({ mail }: Pick<Config, 'mail'>, { database }: Pick<App, 'database'>): Email {
  const transport =
    mail.url === undefined
      ? undefined
      : nodemailer.createTransport({
          url: mail.url,
          pool: true,
          maxConnections: 3,
          connectionTimeout: 10_000,
          greetingTimeout: 10_000,
          socketTimeout: 30_000,
          // Templates are written by people: they name nothing that would be read from here.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
  return {
    name: 'EMAIL',
    async targetsOf(tx, userIds) {
      const people = await tx.user.findMany({
        where: { id: { in: [...userIds] }, email: { not: null } },
        select: { id: true },
      });
      return new Map(people.map(({ id }) => [id, ['']]));
    },
    async send(parcel) {
      if (parcel.email === null) throw new DeliveryProblem('NO_ADDRESS', { final: true });
      const written = await mailFor(database, parcel);
      if (transport === undefined) return keep(database, parcel, parcel.email, written);
      try {
        await transport.sendMail({
          from: mail.from,
          to: parcel.email,
          ...written,
          // The same at every attempt: mailboxes that know it show it once.
          messageId: messageIdOf(parcel.id, mail.from),
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            // RFC 8058: mail programs show a button that posts there.
            ...(parcel.unsubscribe !== null && {
              'List-Unsubscribe': `<${parcel.unsubscribe}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
          },
          priority: parcel.priority === 'CRITICAL' ? 'high' : 'normal',
        });
      } catch (error) {
        throw problemOf(error);
      }
    },
    close: async () => transport?.close(),
  };
}

const messageIdOf = (deliveryId: string, from: string): string =>
  `<${deliveryId}@${/@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'}>`;

/** How many mails the dev mailbox holds. */
const mostKept = 500;

async function keep({ prisma }: App['database'], { id }: Parcel, to: string, mail: Mail): Promise<void> {
  await prisma.devMail.upsert({ where: { deliveryId: id }, create: { deliveryId: id, to, ...mail }, update: mail });
  const [oldest] = await prisma.devMail.findMany({ orderBy: { id: 'desc' }, skip: mostKept, take: 1 });
  if (oldest !== undefined) await prisma.devMail.deleteMany({ where: { id: { lte: oldest.id } } });
}

/** What a mail server says often repeats the address: its number is all that is kept. */
function problemOf(error: unknown): DeliveryProblem {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode !== undefined && code !== 'EAUTH')
    return new DeliveryProblem(`SMTP_${responseCode}`, { final: responseCode >= 500 });
  return new DeliveryProblem(`SMTP_${/^E[A-Z]+$/.test(code ?? '') ? code : 'FAILED'}`);
}
