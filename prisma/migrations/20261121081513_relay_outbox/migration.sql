-- CreateTable
CREATE TABLE "relay_outbox" (
    "place" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relay_outbox_pkey" PRIMARY KEY ("place")
);
