import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const purposes = ['UPLOAD', 'ORIGINAL', 'PREVIEW'] as const;

/** What somebody may do with an attachment, for a while. */
export interface Grant {
  /** Send its bytes; or read them, or those of its preview. */
  readonly purpose: (typeof purposes)[number];
  readonly attachmentId: string;
  /** Whose link it is: what they may do is looked up again when it is used. */
  readonly userId: string;
  readonly expiresAt: Date;
}

export interface Links {
  /** The path of a link that can be passed on to a browser, for which an `<img>` sends no token. */
  pathOf(grant: Grant): string;
  /** Undefined for what was not made here, was changed, or is over. */
  open(token: string): Grant | undefined;
}

export const uploadsPath = '/uploads/';
export const uploadMinutes = 15;

const step = 10 * 60_000;

/** For links to read: 10 to 20 minutes, the same for a while, so that browsers know what they have already. */
export const readableUntil = (now = Date.now()): Date => new Date((Math.floor(now / step) + 2) * step);

const plainBytes = 1 + 16 + 16 + 6;
const tagBytes = 16;

/** Signed by a secret that all nodes share. */
export function createLinks(secret: string): Links {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'frontdesk links', 32));
  const tagOf = (plain: Buffer) => createHmac('sha256', key).update(plain).digest().subarray(0, tagBytes);
  return {
    pathOf({ purpose, attachmentId, userId, expiresAt }) {
      const plain = Buffer.alloc(plainBytes);
      plain.writeUInt8(purposes.indexOf(purpose));
      bytesOf(attachmentId).copy(plain, 1);
      bytesOf(userId).copy(plain, 17);
      plain.writeUIntBE(expiresAt.getTime(), 33, 6);
      return `${uploadsPath}${Buffer.concat([tagOf(plain), plain]).toString('base64url')}`;
    },
    open(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== tagBytes + plainBytes || bytes.toString('base64url') !== token) return undefined;
      const plain = bytes.subarray(tagBytes);
      if (!timingSafeEqual(bytes.subarray(0, tagBytes), tagOf(plain))) return undefined;
      const purpose = purposes[plain.readUInt8()];
      const expiresAt = new Date(plain.readUIntBE(33, 6));
      if (purpose === undefined || expiresAt <= new Date()) return undefined;
      return { purpose, attachmentId: idOf(plain.subarray(1, 17)), userId: idOf(plain.subarray(17, 33)), expiresAt };
    },
  };
}

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
const idOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
