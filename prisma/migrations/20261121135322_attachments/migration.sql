-- CreateEnum
CREATE TYPE "AttachmentKind" AS ENUM ('IMAGE', 'VOICE', 'AUDIO', 'VIDEO', 'DOCUMENT');

-- CreateEnum
CREATE TYPE "AttachmentState" AS ENUM ('PENDING', 'RECEIVING', 'STORED', 'READY', 'REMOVED');

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "conversation_id" UUID,
    "message_id" UUID,
    "position" INTEGER,
    "uploader_id" UUID,
    "state" "AttachmentState" NOT NULL DEFAULT 'PENDING',
    "name" TEXT NOT NULL,
    "kind" "AttachmentKind",
    "content_type" TEXT,
    "is_voice" BOOLEAN NOT NULL DEFAULT false,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "duration_ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "attachment_conversation_id_idx" ON "attachment"("conversation_id");

-- CreateIndex
CREATE INDEX "attachment_message_id_position_idx" ON "attachment"("message_id", "position");

-- CreateIndex
CREATE INDEX "attachment_uploader_id_idx" ON "attachment"("uploader_id");

-- CreateIndex
CREATE INDEX "attachment_state_changed_at_idx" ON "attachment"("state", "changed_at");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_uploader_id_fkey" FOREIGN KEY ("uploader_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
