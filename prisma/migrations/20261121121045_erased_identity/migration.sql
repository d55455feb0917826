-- CreateTable
CREATE TABLE "erased_identity" (
    "hash" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_identity_pkey" PRIMARY KEY ("hash")
);
