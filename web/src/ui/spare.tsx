import { CatchBoundary } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** What the desk can do without: where it throws, it is left out, and the rest stands. */
export const Spare = ({ children }: { children: ReactNode }) => (
  <CatchBoundary getResetKey={() => 'spare'} errorComponent={() => null}>
    {children}
  </CatchBoundary>
);
