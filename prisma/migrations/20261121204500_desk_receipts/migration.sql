-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "desk_seen_sequence" INTEGER NOT NULL DEFAULT 0;
