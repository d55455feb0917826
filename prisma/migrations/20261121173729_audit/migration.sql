-- CreateEnum
CREATE TYPE "AuditOutcome" AS ENUM ('DONE', 'REFUSED');

-- CreateTable
CREATE TABLE "audit_entry" (
    "place" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "property_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT,
    "event" TEXT,
    "outcome" "AuditOutcome" NOT NULL DEFAULT 'DONE',
    "node_type" TEXT,
    "node_id" UUID,
    "about" UUID[] DEFAULT ARRAY[]::UUID[],
    "session_id" UUID,
    "request_id" TEXT,
    "origin" BYTEA,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("place")
);

-- CreateTable
CREATE TABLE "audit_origin" (
    "place" BIGINT NOT NULL,
    "salt" BYTEA NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_origin_pkey" PRIMARY KEY ("place")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "place" BIGINT NOT NULL,
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "place" BIGINT NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("place")
);

-- CreateIndex
CREATE INDEX "audit_entry_property_id_place_idx" ON "audit_entry"("property_id", "place");

-- CreateIndex
CREATE INDEX "audit_entry_actor_place_idx" ON "audit_entry"("actor", "place");

-- CreateIndex
CREATE INDEX "audit_entry_action_place_idx" ON "audit_entry"("action", "place");

-- CreateIndex
CREATE INDEX "audit_entry_node_id_place_idx" ON "audit_entry"("node_id", "place");

-- CreateIndex
CREATE INDEX "audit_entry_about_idx" ON "audit_entry" USING GIN ("about");

-- CreateIndex
CREATE INDEX "audit_origin_at_idx" ON "audit_origin"("at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_place_key" ON "audit_seal"("place");

-- Rows are added, never changed and never removed.
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER "audit_is_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER "audit_is_not_emptied" BEFORE TRUNCATE ON "audit_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER "audit_seal_is_append_only" BEFORE UPDATE OR DELETE ON "audit_seal"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER "audit_seal_is_not_emptied" BEFORE TRUNCATE ON "audit_seal"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

CREATE FUNCTION leave_audit_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "audit_unsealed" ("place") VALUES (NEW."place");
    RETURN NULL;
END $$;
CREATE TRIGGER "audit_waits_for_seal" AFTER INSERT ON "audit_entry"
    FOR EACH ROW EXECUTE FUNCTION leave_audit_unsealed();

-- Everything that an entry says, in one form whatever the settings of the connection.
CREATE FUNCTION audit_digest(e "audit_entry") RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        e."place", e."id", e."property_id", (extract(epoch FROM e."at") * 1000)::bigint, e."actor", e."action", e."event",
        e."outcome", e."node_type", e."node_id", to_jsonb(e."about"), e."session_id", e."request_id",
        encode(e."origin", 'hex'), e."before", e."after")::text, 'UTF8'))
$$;

-- What changes of a row, kept for the end of the transaction, where the entries of the audit trail are written. Arguments:
-- the type of the node, the column with its id, the columns whose content stays out of it.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hidden text[] := TG_ARGV[2]::text[];
    old_row jsonb := '{}';
    new_row jsonb := '{}';
    was jsonb;
    is_now jsonb;
    kept text;
    changes jsonb;
    key text;
BEGIN
    -- A transaction that changes hundreds of rows is no single act: what it did is in its events.
    IF current_setting('frontdesk.many_changes', true) = 'yes' THEN RETURN NULL; END IF;
    kept := coalesce(current_setting('frontdesk.changes', true), '');
    IF length(kept) > 50000 THEN
        PERFORM set_config('frontdesk.many_changes', 'yes', true);
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
    SELECT jsonb_object_agg(c.name, CASE WHEN c.name = ANY(hidden) THEN '"(not shown)"'::jsonb ELSE c.value END) INTO was
    FROM jsonb_each(old_row) AS c(name, value)
    WHERE c.name <> 'updated_at' AND c.value <> 'null' AND c.value IS DISTINCT FROM new_row -> c.name;
    SELECT jsonb_object_agg(c.name, CASE WHEN c.name = ANY(hidden) THEN '"(not shown)"'::jsonb ELSE c.value END) INTO is_now
    FROM jsonb_each(new_row) AS c(name, value)
    WHERE c.name <> 'updated_at' AND (TG_OP <> 'INSERT' OR c.value <> 'null') AND c.value IS DISTINCT FROM old_row -> c.name;
    IF was IS NULL AND is_now IS NULL THEN RETURN NULL; END IF;
    key := TG_ARGV[0] || ':' || coalesce(new_row ->> TG_ARGV[1], old_row ->> TG_ARGV[1]);
    changes := CASE WHEN kept = '' THEN '{}'::jsonb ELSE kept::jsonb END;
    PERFORM set_config('frontdesk.changes', jsonb_set(changes, ARRAY[key], jsonb_build_object(
        'before', coalesce(was, '{}') || coalesce(changes -> key -> 'before', '{}'),
        'after', coalesce(changes -> key -> 'after', '{}') || coalesce(is_now, '{}')))::text, true);
    RETURN NULL;
END $$;

CREATE TRIGGER "user_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION note_change('User', 'id', '{name,email,avatar_url,password_hash}');
CREATE TRIGGER "service_key_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "service_key" FOR EACH ROW EXECUTE FUNCTION note_change('ServiceKey', 'id', '{hash}');
CREATE TRIGGER "property_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "property" FOR EACH ROW EXECUTE FUNCTION note_change('Property', 'id', '{}');
CREATE TRIGGER "property_settings_are_audited" AFTER INSERT OR UPDATE OR DELETE ON "property_settings" FOR EACH ROW EXECUTE FUNCTION note_change('Property', 'property_id', '{}');
CREATE TRIGGER "membership_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "membership" FOR EACH ROW EXECUTE FUNCTION note_change('Member', 'id', '{}');
CREATE TRIGGER "invitation_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "invitation" FOR EACH ROW EXECUTE FUNCTION note_change('Invitation', 'id', '{email,token_hash}');
CREATE TRIGGER "offering_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "offering" FOR EACH ROW EXECUTE FUNCTION note_change('Offering', 'id', '{}');
CREATE TRIGGER "block_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "block" FOR EACH ROW EXECUTE FUNCTION note_change('Block', 'id', '{reason}');
CREATE TRIGGER "booking_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "booking" FOR EACH ROW EXECUTE FUNCTION note_change('Booking', 'id', '{guest_name,guest_email,guest_phone,notes}');
CREATE TRIGGER "provider_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "provider" FOR EACH ROW EXECUTE FUNCTION note_change('Provider', 'id', '{name,status_reason}');
CREATE TRIGGER "payment_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "payment" FOR EACH ROW EXECUTE FUNCTION note_change('Payment', 'id', '{gateway_ref}');
CREATE TRIGGER "menu_item_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "menu_item" FOR EACH ROW EXECUTE FUNCTION note_change('MenuItem', 'id', '{}');
CREATE TRIGGER "order_is_audited" AFTER INSERT OR UPDATE OR DELETE ON "order" FOR EACH ROW EXECUTE FUNCTION note_change('Order', 'id', '{place,notes}');
-- Not with each message that is sent.
CREATE TRIGGER "conversation_is_audited" AFTER UPDATE OF "status", "assignee_id", "subject", "labels", "snoozed_until" ON "conversation"
    FOR EACH ROW EXECUTE FUNCTION note_change('Conversation', 'id', '{subject,last_message_id}');
