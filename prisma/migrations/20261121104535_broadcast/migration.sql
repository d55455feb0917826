-- CreateTable
CREATE TABLE "broadcast" (
    "id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "roles" "PlatformRole"[],
    "except_ids" UUID[],
    "done_to" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "broadcast_finished_at_idx" ON "broadcast"("finished_at");
