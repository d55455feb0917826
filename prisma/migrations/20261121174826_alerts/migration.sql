-- CreateEnum
CREATE TYPE "AlertSeverity" AS ENUM ('INFO', 'WARNING', 'CRITICAL');

-- CreateEnum
CREATE TYPE "AlertStatus" AS ENUM ('OPEN', 'ACKNOWLEDGED', 'RESOLVED');

-- CreateEnum
CREATE TYPE "AlertComparison" AS ENUM ('ABOVE', 'BELOW');

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "property_id" UUID,
    "name" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "comparison" "AlertComparison" NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "severity" "AlertSeverity" NOT NULL DEFAULT 'WARNING',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "property_id" UUID,
    "rule_id" UUID,
    "severity" "AlertSeverity" NOT NULL,
    "status" "AlertStatus" NOT NULL DEFAULT 'OPEN',
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "metric" TEXT,
    "value" DOUBLE PRECISION,
    "threshold" DOUBLE PRECISION,
    "calm_since" TIMESTAMPTZ(3),
    "raised_by_id" UUID,
    "acknowledged_by_id" UUID,
    "resolved_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acknowledged_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_rule_property_id_idx" ON "alert_rule"("property_id");

-- CreateIndex
CREATE INDEX "alert_rule_enabled_idx" ON "alert_rule"("enabled");

-- CreateIndex
CREATE INDEX "alert_rule_created_by_id_idx" ON "alert_rule"("created_by_id");

-- CreateIndex
CREATE INDEX "alert_property_id_status_id_idx" ON "alert"("property_id", "status", "id");

-- CreateIndex
CREATE INDEX "alert_status_id_idx" ON "alert"("status", "id");

-- CreateIndex
CREATE INDEX "alert_rule_id_idx" ON "alert"("rule_id");

-- CreateIndex
CREATE INDEX "alert_raised_by_id_idx" ON "alert"("raised_by_id");

-- CreateIndex
CREATE INDEX "alert_acknowledged_by_id_idx" ON "alert"("acknowledged_by_id");

-- CreateIndex
CREATE INDEX "alert_resolved_by_id_idx" ON "alert"("resolved_by_id");

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_raised_by_id_fkey" FOREIGN KEY ("raised_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_acknowledged_by_id_fkey" FOREIGN KEY ("acknowledged_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- However often a number goes up and down, it is one alert until that is resolved.
ALTER TABLE "alert" ADD CONSTRAINT "alert_once_open" EXCLUDE USING gist ("rule_id" WITH =) WHERE ("status" <> 'RESOLVED' AND "rule_id" IS NOT NULL);

CREATE TRIGGER "alert_rule_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "alert_rule" FOR EACH ROW EXECUTE FUNCTION note_change('AlertRule', 'id', '{}');
CREATE TRIGGER "alert_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "alert" FOR EACH ROW EXECUTE FUNCTION note_change('Alert', 'id', '{}');
