-- CreateEnum
CREATE TYPE "ProviderKind" AS ENUM ('GUIDE', 'DRIVER', 'STYLIST', 'STAFF');

-- CreateEnum
CREATE TYPE "ProviderStatus" AS ENUM ('AVAILABLE', 'BUSY', 'UNAVAILABLE', 'OFF_DUTY');

-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "provider_id" UUID,
ALTER COLUMN "unit_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "booking" ADD COLUMN     "provider_id" UUID;

-- AlterTable
ALTER TABLE "offering" ADD COLUMN     "provider_kind" "ProviderKind";

-- CreateTable
CREATE TABLE "provider" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "kind" "ProviderKind" NOT NULL,
    "status" "ProviderStatus" NOT NULL DEFAULT 'AVAILABLE',
    "status_reason" TEXT,
    "status_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "provider_property_id_kind_idx" ON "provider"("property_id", "kind");

-- CreateIndex
CREATE INDEX "provider_user_id_idx" ON "provider"("user_id");

-- CreateIndex
CREATE INDEX "provider_status_until_idx" ON "provider"("status_until");

-- CreateIndex
CREATE UNIQUE INDEX "provider_property_id_user_id_key" ON "provider"("property_id", "user_id");

-- CreateIndex
CREATE INDEX "booking_provider_id_idx" ON "booking"("provider_id");

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider" ADD CONSTRAINT "provider_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider" ADD CONSTRAINT "provider_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Somebody is at one place at a time. Time that a status takes is for nothing but itself.
ALTER TABLE "allocation"
    DROP CONSTRAINT "allocation_unit_once",
    DROP CONSTRAINT "allocation_is_for_something",
    ADD CONSTRAINT "allocation_unit_once" EXCLUDE USING gist ("unit_id" WITH =, "during" WITH &&) WHERE ("state" <> 'RELEASED' AND "unit_id" IS NOT NULL),
    ADD CONSTRAINT "allocation_provider_once" EXCLUDE USING gist ("provider_id" WITH =, "during" WITH &&) WHERE ("state" <> 'RELEASED' AND "provider_id" IS NOT NULL),
    ADD CONSTRAINT "allocation_of_one_thing" CHECK (num_nonnulls("unit_id", "provider_id") = 1),
    ADD CONSTRAINT "allocation_is_for_something" CHECK ("provider_id" IS NOT NULL OR num_nonnulls("block_id", "hold_id", "booking_id") > 0);
