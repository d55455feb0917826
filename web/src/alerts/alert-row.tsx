import { Button } from '@mantine/core';
import { useMutation } from 'urql';
import { AcknowledgeAlertDocument, type AlertPartsFragment, ResolveAlertDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Badge } from '../ui/badge.js';
import { Notice } from '../ui/notice.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { useWhen } from '../ui/use-when.js';
import styles from './alerts.module.css';
import { severityTones } from './severity-tones.js';

export function AlertRow({ alert, everywhere }: { alert: AlertPartsFragment; everywhere: boolean }) {
  const text = useText();
  const when = useWhen();
  const action = useAction();
  const [, acknowledge] = useMutation(AcknowledgeAlertDocument);
  const [, resolve] = useMutation(ResolveAlertDocument);
  const input = () => ({ id: alert.id, expectedVersion: alert.version, idempotencyKey: crypto.randomUUID() });
  const who =
    alert.status === 'RESOLVED'
      ? alert.resolvedBy && text.watch.resolvedBy(alert.resolvedBy.name)
      : alert.acknowledgedBy && text.watch.takenBy(alert.acknowledgedBy.name);
  const rest = action.restOf();
  return (
    <li className={styles.alert} data-severity={alert.status === 'RESOLVED' ? 'over' : alert.severity}>
      <div className={styles.words}>
        <b>{alert.title}</b>
        {alert.body !== '' && <p>{alert.body}</p>}
        <p className={styles.soft}>
          {[everywhere && alert.property?.name, when.moment(alert.raisedAt), who].filter(Boolean).join(' · ')}
        </p>
        {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      </div>
      <Badge tone={alert.status === 'RESOLVED' ? 'gray' : severityTones[alert.severity]}>
        {alert.status === 'OPEN' ? text.watch.severities[alert.severity] : text.watch.statuses[alert.status]}
      </Badge>
      <div className={styles.buttons}>
        {alert.status === 'OPEN' && (
          <Button
            size="compact-sm"
            loading={action.busy}
            aria-label={`${text.watch.acknowledge}: ${alert.title}`}
            onClick={() =>
              void action.run(async () =>
                refusalsOf(await acknowledge({ input: input() }), (data) => data.acknowledgeAlert),
              )
            }
          >
            {text.watch.acknowledge}
          </Button>
        )}
        {alert.status !== 'RESOLVED' && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${text.watch.resolve}: ${alert.title}`}
            onClick={() =>
              void action.run(async () => refusalsOf(await resolve({ input: input() }), (data) => data.resolveAlert))
            }
          >
            {text.watch.resolve}
          </Button>
        )}
      </div>
    </li>
  );
}
