-- CreateTable
CREATE TABLE "conversation_tally" (
    "place" BIGSERIAL NOT NULL,
    "property_id" UUID NOT NULL,
    "open" INTEGER NOT NULL,

    CONSTRAINT "conversation_tally_pkey" PRIMARY KEY ("place")
);

-- CreateIndex
CREATE INDEX "conversation_tally_property_id_idx" ON "conversation_tally"("property_id");

-- CreateIndex
CREATE INDEX "booking_property_id_created_at_idx" ON "booking"("property_id", "created_at");

-- CreateIndex
CREATE INDEX "order_property_id_created_at_idx" ON "order"("property_id", "created_at");

-- CreateIndex
CREATE INDEX "payment_property_id_updated_at_idx" ON "payment"("property_id", "updated_at");

-- AddForeignKey
ALTER TABLE "conversation_tally" ADD CONSTRAINT "conversation_tally_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "property"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who stays on a day, whatever came before and comes after.
CREATE INDEX "booking_stay" ON "booking" USING gist ("property_id", daterange("arrival_on", "departure_on"));

-- How many conversations with guests are active: counted as they change, in the transaction that changes them.
INSERT INTO "conversation_tally" ("property_id", "open")
SELECT "property_id", count(*) FROM "conversation"
WHERE "property_id" IS NOT NULL AND "kind" = 'GUEST_STAFF' AND "status" = 'ACTIVE' GROUP BY "property_id";

CREATE FUNCTION tally_conversations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was integer := 0;
    is_now integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD."status" = 'ACTIVE' THEN was := 1; END IF;
    IF TG_OP <> 'DELETE' AND NEW."status" = 'ACTIVE' THEN is_now := 1; END IF;
    IF was <> is_now THEN
        -- A property that goes takes its conversations and its tally with it.
        INSERT INTO "conversation_tally" ("property_id", "open")
        SELECT "id", is_now - was FROM "property" WHERE "id" = coalesce(NEW."property_id", OLD."property_id");
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "conversation_begins_tally" AFTER INSERT ON "conversation"
    FOR EACH ROW WHEN (NEW."property_id" IS NOT NULL AND NEW."kind" = 'GUEST_STAFF') EXECUTE FUNCTION tally_conversations();
CREATE TRIGGER "conversation_changes_tally" AFTER UPDATE OF "status" ON "conversation"
    FOR EACH ROW WHEN (NEW."property_id" IS NOT NULL AND NEW."kind" = 'GUEST_STAFF' AND NEW."status" <> OLD."status") EXECUTE FUNCTION tally_conversations();
CREATE TRIGGER "conversation_ends_tally" AFTER DELETE ON "conversation"
    FOR EACH ROW WHEN (OLD."property_id" IS NOT NULL AND OLD."kind" = 'GUEST_STAFF') EXECUTE FUNCTION tally_conversations();
