-- Sending a message names the status too, since it wakes a conversation that sleeps: what stays as it was is not noted.
DROP TRIGGER "conversation_is_audited" ON "conversation";
CREATE TRIGGER "conversation_is_audited" AFTER UPDATE OF "status", "assignee_id", "subject", "labels", "snoozed_until" ON "conversation"
    FOR EACH ROW
    WHEN ((OLD."status", OLD."assignee_id", OLD."subject", OLD."labels", OLD."snoozed_until")
      IS DISTINCT FROM (NEW."status", NEW."assignee_id", NEW."subject", NEW."labels", NEW."snoozed_until"))
    EXECUTE FUNCTION note_change('Conversation', 'id', '{subject,last_message_id}');
