import type { PropertyKind, PropertyRole } from '../generated/prisma/enums.js';

/** A demo business, with the people who work there. */
export interface DemoBusiness {
  readonly slug: string;
  readonly name: string;
  readonly kind: PropertyKind;
  readonly description: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly phone: string;
  readonly address: string;
  readonly locale: string;
  readonly checkInTime?: string;
  readonly checkOutTime?: string;
  readonly awayMessage?: string;
  readonly people: readonly DemoMember[];
  /** Who was asked to join, and has not answered yet. */
  readonly invited: ReadonlyArray<{ email: string; role: PropertyRole }>;
}

export interface DemoMember {
  /** Before the @; the rest is `<slug>.example`. */
  readonly mailbox: string;
  readonly name: string;
  readonly role: PropertyRole;
  /** What they are called among the demo sign-ins, when it says more than the role. */
  readonly title?: string;
}
