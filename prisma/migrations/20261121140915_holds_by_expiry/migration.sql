-- DropIndex
DROP INDEX "allocation_expires_at_idx";

-- DropIndex
DROP INDEX "hold_property_id_idx";

-- CreateIndex
CREATE INDEX "hold_property_id_status_expires_at_idx" ON "hold"("property_id", "status", "expires_at");

-- CreateIndex
CREATE INDEX "hold_status_expires_at_idx" ON "hold"("status", "expires_at");
