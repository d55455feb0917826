-- CreateEnum
CREATE TYPE "HoldStatus" AS ENUM ('ACTIVE', 'RELEASED', 'EXPIRED', 'BOOKED');

-- CreateEnum
CREATE TYPE "BookingStatus" AS ENUM ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'NO_SHOW');

-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "booking_id" UUID,
ADD COLUMN     "hold_id" UUID;

-- AlterTable
ALTER TABLE "property_settings" ADD COLUMN     "pending_hours" INTEGER NOT NULL DEFAULT 48;

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "offering_id" UUID NOT NULL,
    "holder" TEXT NOT NULL,
    "user_id" UUID,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "quantity" INTEGER NOT NULL,
    "status" "HoldStatus" NOT NULL DEFAULT 'ACTIVE',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "property_id" UUID NOT NULL,
    "offering_id" UUID NOT NULL,
    "guest_id" UUID,
    "guest_name" TEXT NOT NULL,
    "guest_email" TEXT,
    "guest_phone" TEXT,
    "status" "BookingStatus" NOT NULL DEFAULT 'PENDING',
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "arrival_on" DATE NOT NULL,
    "departure_on" DATE NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "party_size" INTEGER,
    "notes" TEXT NOT NULL DEFAULT '',
    "unit_price_amount" INTEGER NOT NULL,
    "total_amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "free_cancellation_until" TIMESTAMPTZ(3) NOT NULL,
    "late_cancellation_fee_percent" INTEGER,
    "cancellation_fee_amount" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hold_holder_status_idx" ON "hold"("holder", "status");

-- CreateIndex
CREATE INDEX "hold_user_id_idx" ON "hold"("user_id");

-- CreateIndex
CREATE INDEX "hold_property_id_idx" ON "hold"("property_id");

-- CreateIndex
CREATE INDEX "hold_offering_id_idx" ON "hold"("offering_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_code_key" ON "booking"("code");

-- CreateIndex
CREATE INDEX "booking_property_id_status_idx" ON "booking"("property_id", "status");

-- CreateIndex
CREATE INDEX "booking_property_id_arrival_on_idx" ON "booking"("property_id", "arrival_on");

-- CreateIndex
CREATE INDEX "booking_property_id_departure_on_idx" ON "booking"("property_id", "departure_on");

-- CreateIndex
CREATE INDEX "booking_guest_id_idx" ON "booking"("guest_id");

-- CreateIndex
CREATE INDEX "booking_offering_id_idx" ON "booking"("offering_id");

-- CreateIndex
CREATE INDEX "booking_expires_at_idx" ON "booking"("expires_at");

-- CreateIndex
CREATE INDEX "allocation_hold_id_idx" ON "allocation"("hold_id");

-- CreateIndex
CREATE INDEX "allocation_booking_id_idx" ON "allocation"("booking_id");

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_offering_id_fkey" FOREIGN KEY ("offering_id") REFERENCES "offering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_offering_id_fkey" FOREIGN KEY ("offering_id") REFERENCES "offering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "allocation"
    ADD CONSTRAINT "allocation_is_for_something" CHECK (num_nonnulls("block_id", "hold_id", "booking_id") > 0),
    ADD CONSTRAINT "allocation_hold_expires" CHECK (("state" = 'HELD') = ("expires_at" IS NOT NULL));
