-- CreateEnum
CREATE TYPE "OfferingMode" AS ENUM ('NIGHTLY', 'TIMED', 'DEPARTURE');

-- CreateEnum
CREATE TYPE "OfferingStatus" AS ENUM ('ACTIVE', 'PAUSED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "AllocationState" AS ENUM ('HELD', 'BOOKED', 'BLOCKED', 'RELEASED');

-- CreateTable
CREATE TABLE "offering" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "mode" "OfferingMode" NOT NULL,
    "status" "OfferingStatus" NOT NULL DEFAULT 'ACTIVE',
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "price_amount" INTEGER NOT NULL,
    "duration_minutes" INTEGER,
    "buffer_before_minutes" INTEGER NOT NULL DEFAULT 0,
    "buffer_after_minutes" INTEGER NOT NULL DEFAULT 0,
    "opens_at" TEXT,
    "closes_at" TEXT,
    "step_minutes" INTEGER,
    "departure_times" TEXT[],
    "weekdays" INTEGER[],
    "min_notice_minutes" INTEGER NOT NULL DEFAULT 0,
    "max_advance_days" INTEGER NOT NULL DEFAULT 365,
    "free_cancellation_hours" INTEGER NOT NULL DEFAULT 24,
    "late_cancellation_fee_percent" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offering_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "offering_id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "block" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "unit_id" UUID NOT NULL,
    "during" tstzrange NOT NULL,
    "state" "AllocationState" NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "block_id" UUID,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "offering_property_id_status_idx" ON "offering"("property_id", "status");

-- CreateIndex
CREATE INDEX "unit_offering_id_position_idx" ON "unit"("offering_id", "position");

-- CreateIndex
CREATE INDEX "unit_property_id_idx" ON "unit"("property_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_offering_id_name_key" ON "unit"("offering_id", "name");

-- CreateIndex
CREATE INDEX "block_property_id_created_at_idx" ON "block"("property_id", "created_at");

-- CreateIndex
CREATE INDEX "block_unit_id_idx" ON "block"("unit_id");

-- CreateIndex
CREATE INDEX "block_created_by_id_idx" ON "block"("created_by_id");

-- CreateIndex
CREATE INDEX "allocation_block_id_idx" ON "allocation"("block_id");

-- CreateIndex
CREATE INDEX "allocation_expires_at_idx" ON "allocation"("expires_at");

-- AddForeignKey
ALTER TABLE "offering" ADD CONSTRAINT "offering_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_offering_id_fkey" FOREIGN KEY ("offering_id") REFERENCES "offering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "block"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A slot is sold once: no two allocations that hold the same unit overlap, whatever they are for.
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE "allocation"
    ADD CONSTRAINT "allocation_unit_once" EXCLUDE USING gist ("unit_id" WITH =, "during" WITH &&) WHERE ("state" <> 'RELEASED'),
    ADD CONSTRAINT "allocation_during_is_bounded" CHECK (NOT isempty("during") AND lower_inc("during") AND NOT upper_inc("during") AND NOT lower_inf("during") AND NOT upper_inf("during"));
