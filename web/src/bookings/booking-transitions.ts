import type { TypedDocumentNode } from 'urql';
import {
  type BookingStatus,
  CancelBookingDocument,
  CheckInBookingDocument,
  CompleteBookingDocument,
  ConfirmBookingDocument,
  DeclineBookingDocument,
  MarkNoShowDocument,
} from '../generated/graphql.js';

interface Change {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly reason?: string;
}

/** Of any of these mutations: their answers differ by the name of the field alone. */
export type ChangeDocument = TypedDocumentNode<object, { input: Change }>;

/** The mutation that brings a booking into a state. Those that hurt are asked for once more, with a reason. */
export const transitions: Partial<Record<BookingStatus, { document: ChangeDocument; asks: boolean }>> = {
  CONFIRMED: { document: ConfirmBookingDocument, asks: false },
  CHECKED_IN: { document: CheckInBookingDocument, asks: false },
  COMPLETED: { document: CompleteBookingDocument, asks: false },
  DECLINED: { document: DeclineBookingDocument, asks: true },
  CANCELLED: { document: CancelBookingDocument, asks: true },
  NO_SHOW: { document: MarkNoShowDocument, asks: true },
};
