-- CreateEnum
CREATE TYPE "ActivityKind" AS ENUM ('SIGN_IN', 'ACTION', 'INTERACTION');

-- CreateTable
CREATE TABLE "activity" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "ActivityKind" NOT NULL,
    "user_id" UUID NOT NULL,
    "property_id" UUID,
    "action" TEXT NOT NULL,
    "node_type" TEXT,
    "node_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "activity_property_id_at_id_idx" ON "activity"("property_id", "at", "id");

-- CreateIndex
CREATE INDEX "activity_user_id_at_id_idx" ON "activity"("user_id", "at", "id");

-- CreateIndex
CREATE INDEX "activity_at_id_idx" ON "activity"("at", "id");

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What people do is in the audit trail for ever, and here for a while.
CREATE FUNCTION note_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "activity" ("kind", "user_id", "property_id", "action", "node_type", "node_id", "at")
    SELECT (CASE WHEN NEW."event" = 'SessionStarted' THEN 'SIGN_IN' ELSE 'ACTION' END)::"ActivityKind", u."id",
        (SELECT "id" FROM "property" WHERE "id" = NEW."property_id"), coalesce(NEW."action", NEW."event"), NEW."node_type", NEW."node_id", NEW."at"
    FROM "user" u WHERE u."id" = substr(NEW."actor", 6)::uuid;
    RETURN NULL;
END $$;
CREATE TRIGGER "audit_is_activity" AFTER INSERT ON "audit_entry"
    FOR EACH ROW WHEN (NEW."actor" LIKE 'user:%' AND NEW."outcome" = 'DONE' AND NEW."event" IS NOT NULL) EXECUTE FUNCTION note_activity();
