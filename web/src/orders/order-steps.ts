import type { TypedDocumentNode } from 'urql';
import {
  AcceptOrderDocument,
  CancelOrderDocument,
  DeliverOrderDocument,
  MarkOrderReadyDocument,
  type OrderStatus,
  RejectOrderDocument,
  StartOrderDocument,
} from '../generated/graphql.js';

interface Step {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly reason?: string;
}

/** The mutation that brings an order into a state. Their answers differ by the name of the field alone. */
export const orderSteps: Partial<Record<OrderStatus, TypedDocumentNode<object, { input: Step }>>> = {
  ACCEPTED: AcceptOrderDocument,
  PREPARING: StartOrderDocument,
  READY: MarkOrderReadyDocument,
  DELIVERED: DeliverOrderDocument,
  CANCELLED: CancelOrderDocument,
  REJECTED: RejectOrderDocument,
};

/** What follows when all goes well. */
export const nextStep: Partial<Record<OrderStatus, OrderStatus>> = {
  PLACED: 'ACCEPTED',
  ACCEPTED: 'PREPARING',
  PREPARING: 'READY',
  READY: 'DELIVERED',
};

export const boardColumns = ['PLACED', 'ACCEPTED', 'PREPARING', 'READY'] as const satisfies readonly OrderStatus[];
