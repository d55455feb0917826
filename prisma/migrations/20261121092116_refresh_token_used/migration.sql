-- CreateIndex
CREATE INDEX "refresh_token_used_at_idx" ON "refresh_token"("used_at");
