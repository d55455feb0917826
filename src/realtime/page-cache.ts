import type { EventItem } from './item.js';

/**
 * Pages of the log that were read for those who catch up, so that a thousand readers who come back at once read each page
 * once. Pages begin at fixed places, whoever asks: what is full never changes and is kept, up to a number for the whole
 * node; what is not full yet is shared only by those who ask while it is being read.
 */
export interface PageCache {
  /** The page that holds the event after `after`. Rejects as `read` does, and keeps nothing then. */
  read(stream: string, epoch: number, after: number, read: ReadPage): Promise<readonly EventItem[]>;
}

type ReadPage = (after: number, limit: number) => Promise<readonly EventItem[]>;

const pageSize = 256;
const kept = 256;

export function createPageCache(): PageCache {
  const pages = new Map<string, Promise<readonly EventItem[]>>();
  return {
    read(stream, epoch, after, read) {
      const begin = Math.floor(after / pageSize) * pageSize;
      const key = `${stream} ${epoch} ${begin}`;
      const found = pages.get(key);
      if (found !== undefined) return found;
      const page = read(begin, pageSize);
      pages.set(key, page);
      const forget = () => {
        if (pages.get(key) === page) pages.delete(key);
      };
      page.then((events) => events.length < pageSize && forget(), forget);
      // The order of a Map is that of insertion.
      if (pages.size > kept) pages.delete(pages.keys().next().value ?? '');
      return page;
    },
  };
}
