import { actorOfLink } from '../accounts/actor-of-link.js';
import type { App } from '../app.js';
import { extensionOf } from './file-types.js';
import { previewType } from './images.js';
import { originalKey, previewKey } from './keys.js';
import type { Grant } from './links.js';
import { visibleAttachments } from './visible.js';

export interface ReadableFile {
  readonly key: string;
  readonly contentType: string;
  /** Ends as its content says. */
  readonly name: string;
  /** Browsers show it in a page. Others are saved. */
  readonly isShown: boolean;
  /** Null: as many as come. */
  readonly bytes: number | null;
}

/** What a link leads to, for as long as its person may see it. */
export async function readableFile({ database }: App, grant: Grant): Promise<ReadableFile | null> {
  const actor = await actorOfLink(database, grant);
  const found = await database.prisma.attachment.findUnique({
    where: { id: grant.attachmentId, AND: [visibleAttachments(actor)] },
  });
  if (found?.kind == null || found.contentType === null) return null;
  if (grant.purpose === 'PREVIEW') {
    if (found.kind !== 'IMAGE') return null;
    const name = endingWith(found.name, 'webp');
    return { key: previewKey(found.id), contentType: previewType, name, isShown: true, bytes: null };
  }
  return {
    key: originalKey(found.id),
    contentType: found.contentType,
    name: endingWith(found.name, extensionOf(found.contentType)),
    isShown: found.kind !== 'DOCUMENT',
    bytes: found.bytes,
  };
}

/** So that `invoice.exe` that is a PDF is no program to who saves it. */
const endingWith = (name: string, extension: string) =>
  name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`;
