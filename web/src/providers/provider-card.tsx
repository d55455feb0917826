import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AssignedBookingFragment, PropertyPartsFragment, ProviderPartsFragment } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Initials } from '../ui/initials.js';
import { useWhen } from '../ui/use-when.js';
import { LinkTelegram } from './link-telegram.js';
import { ProviderBadge } from './provider-badge.js';
import styles from './provider-board.module.css';
import { SetProviderStatus } from './set-provider-status.js';

export function ProviderCard(props: {
  provider: ProviderPartsFragment;
  property: PropertyPartsFragment;
  bookings: readonly AssignedBookingFragment[];
  now: number;
}) {
  const { provider, property, bookings } = props;
  const text = useText();
  const when = useWhen();
  const me = useViewer();
  const [open, setOpen] = useState<'status' | 'telegram' | null>(null);
  const until =
    provider.statusUntil == null
      ? null
      : text.providers.untilMoment(when.moment(provider.statusUntil, property.timeZone));
  const mayLink = provider.user == null || provider.user.id === me.user.id;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <Initials name={provider.name} />
        <span className={styles.words}>
          <b>{provider.name}</b>
          <span className={styles.soft}>{text.providers.kinds[provider.kind]}</span>
        </span>
        <span role="status">
          <ProviderBadge status={provider.status} />
        </span>
      </div>
      {(until !== null || provider.statusReason != null) && (
        <p className={styles.soft}>{[provider.statusReason, until].filter(Boolean).join(' · ')}</p>
      )}
      {bookings.length === 0 ? (
        <p className={styles.soft}>{text.providers.noneNext}</p>
      ) : (
        <ul className={styles.tasks} aria-label={text.providers.next}>
          {bookings.slice(0, 3).map((booking) => (
            <li key={booking.id} className={styles.task} data-now={Date.parse(booking.startsAt) <= props.now}>
              <Link to="/properties/$slug/bookings/$code" params={{ slug: property.slug, code: booking.code }}>
                {booking.guestName}
              </Link>
              <span className={styles.soft}>{`${booking.offering.name} · ${when.span(booking.from, booking.to)}`}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => setOpen('status')}
          aria-label={text.providers.setStatusOf(provider.name)}
        >
          {text.providers.setStatus}
        </Button>
        {provider.telegramLinkedAt != null && <span className={styles.soft}>{text.providers.telegramLinked}</span>}
        {provider.telegramLinkedAt == null && mayLink && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => setOpen('telegram')}
            aria-label={text.providers.telegramOf(provider.name)}
          >
            {text.providers.telegram}
          </Button>
        )}
      </div>
      {open === 'status' && <SetProviderStatus provider={provider} property={property} onClose={() => setOpen(null)} />}
      {open === 'telegram' && <LinkTelegram provider={provider} onClose={() => setOpen(null)} />}
    </li>
  );
}
