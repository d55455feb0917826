import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { usePages } from '../api/use-pages.js';
import { BookablePropertiesDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Card, Screen } from '../ui/layout.js';
import { More } from '../ui/more.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import styles from './find-place.module.css';

/** Every place that takes bookings. */
export function FindPlace() {
  const text = useText();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const list = usePages({
    query: BookablePropertiesDocument,
    variables: { filter: { statuses: ['ACTIVE'], ...(wanted !== '' && { search: wanted }) } },
    pick: (data) => data.properties,
  });
  const places = list.rows;
  return (
    <Screen title={text.book.title} lead={text.book.lead}>
      <TextInput
        type="search"
        aria-label={text.book.search}
        placeholder={text.book.search}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {places === undefined && (
        <Card flush>{list.error === undefined ? <Rows /> : <Failed error={list.error} onRetry={list.reload} />}</Card>
      )}
      {places?.length === 0 && (
        <Card flush>
          <Empty title={text.book.emptyTitle} text={text.book.emptyText} />
        </Card>
      )}
      <ul className={styles.places} aria-label={text.book.title}>
        {places?.map((place) => (
          <li key={place.id} className={styles.place}>
            <span className={styles.kind}>{text.kind[place.kind]}</span>
            <Link to="/book/$slug" params={{ slug: place.slug }} className={styles.name}>
              {place.name}
            </Link>
            <p className={styles.description}>{place.description}</p>
            {place.address != null && <p className={styles.address}>{place.address}</p>}
          </li>
        ))}
      </ul>
      <More list={list} />
    </Screen>
  );
}
