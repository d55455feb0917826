-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "booking_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "conversation_booking_id_key" ON "conversation"("booking_id");

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE CASCADE ON UPDATE CASCADE;
