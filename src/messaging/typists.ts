import type { LeaseStore } from '../realtime/leases/store.js';

/** Who types where. What fails is over by itself: nobody waits for it. */
export interface Typists {
  started(conversationId: string, userId: string): void;
  stopped(conversationId: string, userId: string): void;
  /** Somebody is not connected to this node any more: what they typed here is over. */
  left(userId: string): void;
}

/** Somebody who says nothing more for so long has stopped, whatever became of them or of their node. */
const typingMs = 2_000;

export const typingTopic = (conversationId: string): string => `typing:${conversationId}`;

export function createTypists(leases: LeaseStore, failed: () => void): Typists {
  /** By person, the conversations in which they said so to this node, for as long as it counts. */
  const places = new Map<string, Map<string, NodeJS.Timeout>>();

  const forget = (conversationId: string, userId: string) => {
    const theirs = places.get(userId);
    clearTimeout(theirs?.get(conversationId));
    theirs?.delete(conversationId);
    if (theirs?.size === 0) places.delete(userId);
  };
  const stopped = (conversationId: string, userId: string) => {
    forget(conversationId, userId);
    leases.release(typingTopic(conversationId), userId).catch(failed);
  };

  return {
    started(conversationId, userId) {
      forget(conversationId, userId);
      const theirs = places.get(userId) ?? new Map<string, NodeJS.Timeout>();
      theirs.set(conversationId, setTimeout(() => forget(conversationId, userId), typingMs).unref());
      places.set(userId, theirs);
      leases.hold(typingTopic(conversationId), userId, userId, typingMs).catch(failed);
    },
    stopped,
    left(userId) {
      for (const conversationId of [...(places.get(userId)?.keys() ?? [])]) stopped(conversationId, userId);
    },
  };
}
