-- AlterTable
ALTER TABLE "canned_reply" ADD COLUMN     "keyword" TEXT;
