import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMutation } from 'urql';
import {
  CreateTelegramLinkDocument,
  type CreateTelegramLinkMutation,
  type ProviderPartsFragment,
} from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { Actions } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { useWhen } from '../ui/use-when.js';

/** A code that works once: whoever sends it to the bot sets this status from their phone. */
export function LinkTelegram({ provider, onClose }: { provider: ProviderPartsFragment; onClose: () => void }) {
  const text = useText();
  const when = useWhen();
  const { run, ...action } = useAction();
  const [link, setLink] = useState<CreateTelegramLinkMutation['createTelegramLink']['link']>(null);
  const [, create] = useMutation(CreateTelegramLinkDocument);
  const [idempotencyKey] = useState(() => crypto.randomUUID());

  useEffect(() => {
    void run(async () => {
      const result = await create({ input: { providerId: provider.id, idempotencyKey } });
      setLink(result.data?.createTelegramLink.link ?? null);
      return refusalsOf(result, (data) => data.createTelegramLink);
    });
  }, [run, create, provider.id, idempotencyKey]);

  const rest = action.restOf();
  return (
    <Dialog title={text.providers.telegramOf(provider.name)} lead={text.providers.telegramText} onClose={onClose}>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      {link == null && rest === null && <Rows count={1} />}
      {link != null && (
        <>
          <CopyField label={text.providers.telegramCode} value={link.code} />
          <p>{text.providers.telegramUntil(when.moment(link.expiresAt))}</p>
        </>
      )}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {text.close}
        </Button>
        {link?.url != null && (
          <Button component="a" href={link.url} target="_blank" rel="noreferrer">
            {text.providers.telegramOpen}
          </Button>
        )}
      </Actions>
    </Dialog>
  );
}
