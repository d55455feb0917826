import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Target } from './history.js';
import type { HistoryItem } from './history-items.js';

/** Brings a message that is looked for into the middle, once it is there, and puts the focus on it. Once for each target. */
export function useTarget(place: {
  target: Target | null;
  items: readonly HistoryItem[];
  virtual: Virtualizer<HTMLDivElement, Element>;
  box: RefObject<HTMLDivElement | null>;
  onFound: () => void;
}): void {
  const { target, items, virtual, box, onFound } = place;
  const scrolled = useRef<Target | null>(null);
  const focused = useRef<Target | null>(null);
  useLayoutEffect(() => {
    if (target === null || scrolled.current === target) return;
    const index = items.findIndex((item) => item.kind === 'message' && item.message.id === target.id);
    if (index < 0) return;
    scrolled.current = target;
    onFound();
    virtual.scrollToIndex(index, { align: 'center' });
  });
  // Its row is in the page only when the list has been drawn there.
  useEffect(() => {
    if (target === null || focused.current === target || scrolled.current !== target) return;
    const message = box.current?.querySelector<HTMLElement>('[data-target] > [tabindex]');
    if (message == null) return;
    focused.current = target;
    message.focus({ preventScroll: true });
  });
}
