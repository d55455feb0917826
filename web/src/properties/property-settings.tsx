import { Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/text.js';
import { Screen } from '../ui/layout.js';
import { Notice } from '../ui/notice.js';
import { ChangeStatus } from './change-status.js';
import { EditProperty } from './edit-property.js';
import { useProperty } from './property-scope.js';
import styles from './property-settings.module.css';
import { StatusBadge } from './status-badge.js';

/** What a property says about itself, and whether it is open. */
export function PropertySettings() {
  const text = useText();
  const { property, managing } = useProperty();
  const [changing, setChanging] = useState(false);
  return (
    <Screen
      title={property.name}
      lead={
        <span className={styles.lead}>
          <StatusBadge status={property.status} />
          <span>{text.kind[property.kind]}</span>
          {property.viewerRole != null && <span>{text.role[property.viewerRole]}</span>}
        </span>
      }
      actions={
        managing && property.allowedTransitions.length > 0 ? (
          <Button variant="default" onClick={() => setChanging(true)}>
            {text.property.changeStatus}
          </Button>
        ) : undefined
      }
    >
      {!managing && <Notice kind="note">{text.property.readOnly}</Notice>}
      <EditProperty key={property.id} property={property} readOnly={!managing} />
      {changing && <ChangeStatus property={property} onClose={() => setChanging(false)} />}
    </Screen>
  );
}
