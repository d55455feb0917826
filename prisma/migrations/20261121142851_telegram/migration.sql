-- CreateTable
CREATE TABLE "telegram_link" (
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "telegram_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "telegram_chat" (
    "id" TEXT NOT NULL,
    "provider_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telegram_chat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "telegram_update" (
    "bot" TEXT NOT NULL,
    "id" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telegram_update_pkey" PRIMARY KEY ("bot","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "telegram_link_provider_id_key" ON "telegram_link"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "telegram_link_code_hash_key" ON "telegram_link"("code_hash");

-- CreateIndex
CREATE INDEX "telegram_link_expires_at_idx" ON "telegram_link"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "telegram_chat_provider_id_key" ON "telegram_chat"("provider_id");

-- CreateIndex
CREATE INDEX "telegram_update_received_at_idx" ON "telegram_update"("received_at");

-- AddForeignKey
ALTER TABLE "telegram_link" ADD CONSTRAINT "telegram_link_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "telegram_chat" ADD CONSTRAINT "telegram_chat_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;
