import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { usePages } from '../api/use-pages.js';
import { PropertiesDocument } from '../generated/graphql.js';
import { useViewer } from '../shell/viewer.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { CreateProperty } from './create-property.js';
import styles from './properties.module.css';
import { StatusBadge } from './status-badge.js';

/** Where I work; for administrators, everything. */
export function Properties() {
  const text = useText();
  const all = useViewer().role !== 'USER';
  const [adding, setAdding] = useState(false);
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const filter = { ...(!all && { mine: true }), ...(wanted !== '' && { search: wanted }) };
  const list = usePages({ query: PropertiesDocument, variables: { filter }, pick: (data) => data.properties });

  const properties = list.rows;
  const add = <Button onClick={() => setAdding(true)}>{text.properties.add}</Button>;
  return (
    <Screen
      title={text.properties.title}
      lead={all ? text.properties.leadAll : text.properties.lead}
      actions={properties?.length === 0 && wanted === '' ? undefined : add}
    >
      {(all || wanted !== '') && (
        <TextInput
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Card flush>
        {properties === undefined &&
          (list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />)}
        {properties?.length === 0 &&
          (wanted === '' ? (
            <Empty
              title={text.properties.emptyTitle}
              text={text.properties.emptyText}
              action={
                <>
                  {add}
                  {/* Whoever works nowhere is most often a guest. */}
                  <Button variant="default" renderRoot={(props) => <Link to="/book" {...props} />}>
                    {text.bookings.toBook}
                  </Button>
                </>
              }
            />
          ) : (
            <Empty title={text.users.emptyTitle} text={text.users.emptyText} />
          ))}
        {properties !== undefined && properties.length > 0 && (
          <ul className={styles.list} aria-label={text.properties.title}>
            {properties.map((property) => (
              <li key={property.id} className={styles.row}>
                <div className={styles.words}>
                  <Link to="/properties/$slug" params={{ slug: property.slug }} className={styles.name}>
                    {property.name}
                  </Link>
                  <span className={styles.detail}>
                    {[text.kind[property.kind], property.address ?? property.timeZone].join(' · ')}
                  </span>
                </div>
                {property.viewerRole != null && <span className={styles.role}>{text.role[property.viewerRole]}</span>}
                <StatusBadge status={property.status} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      <More list={list} />
      {adding && <CreateProperty onClose={() => setAdding(false)} />}
    </Screen>
  );
}
