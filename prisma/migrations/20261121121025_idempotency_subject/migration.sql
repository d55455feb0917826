-- AlterTable
ALTER TABLE "idempotency" ADD COLUMN     "subject" JSONB;
