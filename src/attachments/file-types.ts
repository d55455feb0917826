import { fileTypeFromFile } from 'file-type';
import type { AttachmentKind } from '../generated/prisma/enums.js';

export interface FileKind {
  readonly kind: AttachmentKind;
  /** As which it is served. */
  readonly contentType: string;
  /** With which its name ends when it is served. */
  readonly extension: string;
}

const kind = (name: AttachmentKind, contentType: string, extension: string): FileKind => ({
  kind: name,
  contentType,
  extension,
});

/** What may be sent, by what `file-type` calls it. Nothing in here can run in a browser. */
const allowed: Readonly<Record<string, FileKind>> = {
  'image/jpeg': kind('IMAGE', 'image/jpeg', 'jpg'),
  'image/png': kind('IMAGE', 'image/png', 'png'),
  'image/apng': kind('IMAGE', 'image/png', 'png'),
  'image/webp': kind('IMAGE', 'image/webp', 'webp'),
  'image/gif': kind('IMAGE', 'image/gif', 'gif'),
  'audio/mpeg': kind('AUDIO', 'audio/mpeg', 'mp3'),
  'audio/mp4': kind('AUDIO', 'audio/mp4', 'm4a'),
  'audio/x-m4a': kind('AUDIO', 'audio/mp4', 'm4a'),
  'audio/aac': kind('AUDIO', 'audio/aac', 'aac'),
  'audio/ogg': kind('AUDIO', 'audio/ogg', 'ogg'),
  'audio/wav': kind('AUDIO', 'audio/wav', 'wav'),
  'video/mp4': kind('VIDEO', 'video/mp4', 'mp4'),
  'video/webm': kind('VIDEO', 'video/webm', 'webm'),
  'application/pdf': kind('DOCUMENT', 'application/pdf', 'pdf'),
};

// Browsers record voices into containers of videos.
const voices: Readonly<Record<string, FileKind>> = {
  'video/webm': kind('VOICE', 'audio/webm', 'webm'),
  'video/mp4': kind('VOICE', 'audio/mp4', 'm4a'),
};

export const extensionOf = (contentType: string | null): string =>
  [...Object.values(allowed), ...Object.values(voices)].find((one) => one.contentType === contentType)?.extension ??
  'bin';

/** What a file is by its content. Undefined for what may not be sent: its name and its headers say nothing here. */
export async function kindOfFile(path: string, { isVoice }: { isVoice: boolean }): Promise<FileKind | undefined> {
  const found = await fileTypeFromFile(path);
  // Some have parameters: `audio/ogg; codecs=opus`.
  const mime = found?.mime.split(';', 1)[0] ?? '';
  const known = Object.hasOwn(allowed, mime) ? allowed[mime] : undefined;
  if (!isVoice) return known;
  if (Object.hasOwn(voices, mime)) return voices[mime];
  return known?.kind === 'AUDIO' ? { ...known, kind: 'VOICE' } : undefined;
}
