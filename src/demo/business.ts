import type { OfferingMode, PropertyKind, PropertyRole, ProviderKind } from '../generated/prisma/enums.js';

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
  readonly offerings: readonly DemoOffering[];
  /** What can be ordered there. */
  readonly menu: readonly DemoMenuItem[];
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
  /** As what they stand on the board of who is on duty. */
  readonly serves?: ProviderKind;
}

export interface DemoOffering {
  readonly name: string;
  readonly mode: OfferingMode;
  readonly description: string;
  /** Minor units. */
  readonly priceAmount: number;
  /** What they are called, or how many there are. */
  readonly units: readonly string[] | number;
  readonly durationMinutes?: number;
  readonly bufferAfterMinutes?: number;
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly stepMinutes?: number;
  readonly departureTimes?: string[];
  readonly weekdays?: number[];
  readonly minNoticeMinutes?: number;
  readonly freeCancellationHours?: number;
  readonly lateCancellationFeePercent?: number;
}

export interface DemoMenuItem {
  readonly category: string;
  readonly name: string;
  readonly description: string;
  /** Minor units. */
  readonly priceAmount: number;
}
