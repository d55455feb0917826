import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { AssignProviderDocument, type BookingPartsFragment, ProvidersDocument } from '../generated/graphql.js';
import { ProviderBadge } from '../providers/provider-badge.js';
import { useText } from '../text/text.js';
import { Choice, Choices } from '../ui/choices.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';

/** Who does it: their time is booked along, so nobody is promised twice. */
export function AssignProvider(props: { booking: BookingPartsFragment; propertyId: string; onClose: () => void }) {
  const { booking, propertyId, onClose } = props;
  const text = useText();
  const action = useAction();
  const [{ data, error }, again] = useQuery({ query: ProvidersDocument, variables: { propertyId } });
  const [chosen, setChosen] = useState(booking.provider?.id ?? '');
  const [, assign] = useMutation(AssignProviderDocument);
  const providers = data?.providers.nodes;

  async function save() {
    const done = await action.run(async () =>
      refusalsOf(
        await assign({
          input: {
            bookingId: booking.id,
            providerId: chosen === '' ? null : chosen,
            idempotencyKey: crypto.randomUUID(),
          },
        }),
        (answer) => answer.assignProvider,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf();
  return (
    <Dialog title={text.bookings.assign} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          {providers === undefined && (error === undefined ? <Rows /> : <Failed error={error} onRetry={again} />)}
          {providers?.length === 0 && <Empty title={text.providers.emptyTitle} text={text.providers.emptyText} />}
          {providers !== undefined && providers.length > 0 && (
            <Choices label={text.bookings.provider}>
              <Choice
                name="provider"
                value=""
                checked={chosen === ''}
                onChange={setChosen}
                title={text.bookings.nobody}
              />
              {providers.map((provider) => (
                <Choice
                  key={provider.id}
                  name="provider"
                  value={provider.id}
                  checked={chosen === provider.id}
                  onChange={setChosen}
                  title={provider.name}
                  detail={text.providers.kinds[provider.kind]}
                  end={<ProviderBadge status={provider.status} />}
                />
              ))}
            </Choices>
          )}
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions
          label={text.save}
          busy={action.busy}
          disabled={providers === undefined || providers.length === 0}
          onLeave={onClose}
        />
      </form>
    </Dialog>
  );
}
