-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('CREATED', 'PROCESSING', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'CANCELLED', 'DISPUTED');

-- CreateEnum
CREATE TYPE "LedgerEntryKind" AS ENUM ('PROCESSING', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'CANCELLED', 'REFUND_REQUESTED', 'REFUNDED', 'REFUND_RELEASED', 'REFUND_REVERSED', 'DISPUTED', 'DISPUTE_WON');

-- CreateEnum
CREATE TYPE "MenuItemStatus" AS ENUM ('AVAILABLE', 'SOLD_OUT', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('PLACED', 'ACCEPTED', 'PREPARING', 'READY', 'DELIVERED', 'CANCELLED', 'REJECTED');

-- AlterTable
ALTER TABLE "property_settings" ADD COLUMN     "pay_minutes" INTEGER;

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "booking_id" UUID,
    "order_id" UUID,
    "guest_id" UUID,
    "gateway" TEXT NOT NULL,
    "gateway_ref" TEXT,
    "method" TEXT,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "capture_later" BOOLEAN NOT NULL DEFAULT false,
    "asked" TEXT,
    "asked_amount" INTEGER,
    "status" "PaymentStatus" NOT NULL DEFAULT 'CREATED',
    "captured_amount" INTEGER NOT NULL DEFAULT 0,
    "refunded_amount" INTEGER NOT NULL DEFAULT 0,
    "refund_pending_amount" INTEGER NOT NULL DEFAULT 0,
    "disputed_amount" INTEGER NOT NULL DEFAULT 0,
    "failure_reason" TEXT,
    "check_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "place" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "kind" "LedgerEntryKind" NOT NULL,
    "amount" INTEGER NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "cause" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("place")
);

-- CreateTable
CREATE TABLE "gateway_event" (
    "gateway" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gateway_event_pkey" PRIMARY KEY ("gateway","id")
);

-- CreateTable
CREATE TABLE "menu_item" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "price_amount" INTEGER NOT NULL,
    "status" "MenuItemStatus" NOT NULL DEFAULT 'AVAILABLE',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "menu_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "property_id" UUID NOT NULL,
    "booking_id" UUID,
    "guest_id" UUID,
    "place" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "status" "OrderStatus" NOT NULL DEFAULT 'PLACED',
    "total_amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "menu_item_id" UUID,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "price_amount" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_property_id_status_idx" ON "payment"("property_id", "status");

-- CreateIndex
CREATE INDEX "payment_booking_id_idx" ON "payment"("booking_id");

-- CreateIndex
CREATE INDEX "payment_order_id_idx" ON "payment"("order_id");

-- CreateIndex
CREATE INDEX "payment_guest_id_idx" ON "payment"("guest_id");

-- CreateIndex
CREATE INDEX "payment_check_at_idx" ON "payment"("check_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_gateway_gateway_ref_key" ON "payment"("gateway", "gateway_ref");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_id_key" ON "ledger_entry"("id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_payment_id_cause_key" ON "ledger_entry"("payment_id", "cause");

-- CreateIndex
CREATE INDEX "gateway_event_at_idx" ON "gateway_event"("at");

-- CreateIndex
CREATE INDEX "menu_item_property_id_status_idx" ON "menu_item"("property_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "order_code_key" ON "order"("code");

-- CreateIndex
CREATE INDEX "order_property_id_status_idx" ON "order"("property_id", "status");

-- CreateIndex
CREATE INDEX "order_booking_id_idx" ON "order"("booking_id");

-- CreateIndex
CREATE INDEX "order_guest_id_idx" ON "order"("guest_id");

-- CreateIndex
CREATE INDEX "order_line_menu_item_id_idx" ON "order_line"("menu_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_line_order_id_position_key" ON "order_line"("order_id", "position");

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_menu_item_id_fkey" FOREIGN KEY ("menu_item_id") REFERENCES "menu_item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "payment"
    ADD CONSTRAINT "payment_is_for_something" CHECK (num_nonnulls("booking_id", "order_id") = 1),
    ADD CONSTRAINT "payment_amount" CHECK ("amount" > 0),
    ADD CONSTRAINT "payment_captures_what_it_is_for" CHECK ("captured_amount" BETWEEN 0 AND "amount"),
    ADD CONSTRAINT "payment_refunds_what_was_captured" CHECK (
        "refunded_amount" >= 0 AND "refund_pending_amount" >= 0
        AND "refunded_amount" + "refund_pending_amount" <= "captured_amount"),
    ADD CONSTRAINT "payment_disputes_what_was_captured" CHECK ("disputed_amount" BETWEEN 0 AND "captured_amount"),
    ADD CONSTRAINT "payment_asked" CHECK ("asked" IN ('capture', 'cancel'));

ALTER TABLE "ledger_entry"
    ADD CONSTRAINT "ledger_entry_amount" CHECK (
        CASE WHEN "kind" IN ('PROCESSING', 'FAILED', 'CANCELLED') THEN "amount" = 0 ELSE "amount" > 0 END);

ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_price" CHECK ("price_amount" >= 0);
ALTER TABLE "order" ADD CONSTRAINT "order_total" CHECK ("total_amount" >= 0);
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_quantity" CHECK ("quantity" > 0 AND "price_amount" >= 0);

-- What a payment has come to is what its ledger says: the sums, and the status that follows from them.
CREATE FUNCTION sum_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    captured integer;
    refunded integer;
    pending integer;
    disputed integer;
    over boolean;
    last_phase "LedgerEntryKind";
BEGIN
    PERFORM 1 FROM "payment" WHERE "id" = NEW."payment_id" FOR UPDATE;
    SELECT
        coalesce(sum("amount") FILTER (WHERE "kind" = 'CAPTURED'), 0),
        coalesce(sum(CASE "kind" WHEN 'REFUNDED' THEN "amount" WHEN 'REFUND_REVERSED' THEN -"amount" END), 0),
        coalesce(sum(CASE "kind" WHEN 'REFUND_REQUESTED' THEN "amount" WHEN 'REFUNDED' THEN -"amount" WHEN 'REFUND_RELEASED' THEN -"amount" END), 0),
        coalesce(sum(CASE "kind" WHEN 'DISPUTED' THEN "amount" WHEN 'DISPUTE_WON' THEN -"amount" END), 0),
        coalesce(bool_or("kind" = 'CANCELLED'), false)
    INTO captured, refunded, pending, disputed, over
    FROM "ledger_entry" WHERE "payment_id" = NEW."payment_id";
    SELECT "kind" INTO last_phase FROM "ledger_entry"
    WHERE "payment_id" = NEW."payment_id" AND "kind" IN ('PROCESSING', 'AUTHORIZED', 'FAILED')
    ORDER BY "place" DESC LIMIT 1;
    UPDATE "payment" SET
        "captured_amount" = captured,
        "refunded_amount" = refunded,
        "refund_pending_amount" = pending,
        "disputed_amount" = disputed,
        "status" = (CASE
            WHEN disputed > 0 THEN 'DISPUTED'
            WHEN captured > 0 AND refunded = 0 THEN 'CAPTURED'
            WHEN captured > 0 AND refunded < captured THEN 'PARTIALLY_REFUNDED'
            WHEN captured > 0 THEN 'REFUNDED'
            WHEN over THEN 'CANCELLED'
            ELSE coalesce(last_phase::text, 'CREATED') END)::"PaymentStatus",
        "version" = "version" + 1,
        "updated_at" = now()
    WHERE "id" = NEW."payment_id";
    RETURN NULL;
END $$;

CREATE TRIGGER "ledger_is_summed" AFTER INSERT ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION sum_ledger();

CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER "ledger_is_append_only" BEFORE UPDATE OR DELETE ON "ledger_entry"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ledger();
CREATE TRIGGER "ledger_is_not_emptied" BEFORE TRUNCATE ON "ledger_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger();

-- Only the ledger says what became of a payment; what it is for stays as it was made.
CREATE FUNCTION keep_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Payments are kept.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW."status" <> 'CREATED' OR NEW."captured_amount" <> 0 OR NEW."refunded_amount" <> 0
            OR NEW."refund_pending_amount" <> 0 OR NEW."disputed_amount" <> 0 THEN
            RAISE EXCEPTION 'A payment begins with an empty ledger.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW."amount", NEW."currency", NEW."gateway", NEW."property_id") IS DISTINCT FROM (OLD."amount", OLD."currency", OLD."gateway", OLD."property_id")
        OR (NEW."booking_id", NEW."order_id") IS DISTINCT FROM (OLD."booking_id", OLD."order_id") THEN
        RAISE EXCEPTION 'What a payment is for does not change.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- 1: somebody writes it directly. 2: the ledger does.
    IF pg_trigger_depth() < 2 AND (NEW."status", NEW."captured_amount", NEW."refunded_amount", NEW."refund_pending_amount", NEW."disputed_amount")
        IS DISTINCT FROM (OLD."status", OLD."captured_amount", OLD."refunded_amount", OLD."refund_pending_amount", OLD."disputed_amount") THEN
        RAISE EXCEPTION 'The ledger says what became of a payment.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER "payment_is_kept" BEFORE INSERT OR UPDATE OR DELETE ON "payment"
    FOR EACH ROW EXECUTE FUNCTION keep_payment();
