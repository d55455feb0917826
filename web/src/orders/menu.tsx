import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFeed } from 'frontdesk/react';
import { useState } from 'react';
import { useMutation } from 'urql';
import {
  MenuEventsDocument,
  type MenuItemPartsFragment,
  type MenuItemStatus,
  UpdateMenuItemDocument,
} from '../generated/graphql.js';
import { useProperty } from '../properties/property-scope.js';
import { useText } from '../text/text.js';
import { Badge, type Tone } from '../ui/badge.js';
import { Card, Screen } from '../ui/layout.js';
import { List, ListRow } from '../ui/list.js';
import { useMoney } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { AddMenuItem } from './add-menu-item.js';
import { byCategory } from './by-category.js';
import { useMenu } from './use-menu.js';

const offered: MenuItemStatus[] = ['AVAILABLE', 'SOLD_OUT'];

/** What guests can order; what is sold out is so for everybody at once. */
export function Menu() {
  const text = useText();
  const { property, managing } = useProperty();
  const { slug, id: propertyId } = property;
  const [adding, setAdding] = useState(false);
  const menu = useMenu(slug, offered);
  useFeed(MenuEventsDocument, {
    variables: { propertyId },
    after: menu.asOf,
    onEvent(event) {
      if (!('menuItem' in event) || event.menuItem == null) return;
      menu.take(event.menuItem, event.__typename === 'MenuItemCreated' ? null : undefined);
    },
    onReset: menu.reload,
  });
  const items = menu.rows;
  const add = managing ? <Button onClick={() => setAdding(true)}>{text.orders.addItem}</Button> : undefined;
  return (
    <Screen
      title={text.orders.menuTitle}
      lead={text.orders.menuLead}
      back={
        <Link to="/properties/$slug/orders" params={{ slug }}>
          {text.orders.title}
        </Link>
      }
      actions={add}
    >
      {items === undefined && (
        <Card flush>{menu.error === undefined ? <Rows /> : <Failed error={menu.error} onRetry={menu.reload} />}</Card>
      )}
      {items?.length === 0 && (
        <Card flush>
          <Empty title={text.orders.menuEmptyTitle} text={text.orders.menuEmptyText} action={add} />
        </Card>
      )}
      {byCategory(items ?? []).map(([category, within]) => (
        <Card key={category} title={category} flush>
          <List label={category}>
            {within.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </List>
        </Card>
      ))}
      {items !== undefined && menu.error !== undefined && <Failed error={menu.error} onRetry={menu.more} />}
      {adding && <AddMenuItem property={property} onClose={() => setAdding(false)} />}
    </Screen>
  );
}

const tones: Record<MenuItemStatus, Tone> = { AVAILABLE: 'lamp', SOLD_OUT: 'amber', ARCHIVED: 'gray' };

function Item({ item }: { item: MenuItemPartsFragment }) {
  const text = useText();
  const money = useMoney();
  const action = useAction();
  const [, update] = useMutation(UpdateMenuItemDocument);
  const status = item.status === 'AVAILABLE' ? 'SOLD_OUT' : 'AVAILABLE';
  const rest = action.restOf();
  return (
    <ListRow title={`${item.name} · ${money(item.price)}`} detail={item.description}>
      {rest !== null && <Notice kind="wrong">{rest}</Notice>}
      <Badge tone={tones[item.status]}>{text.orders.itemStatuses[item.status]}</Badge>
      <Button
        variant="default"
        size="compact-sm"
        loading={action.busy}
        aria-label={`${status === 'SOLD_OUT' ? text.orders.soldOut : text.orders.again}: ${item.name}`}
        onClick={() =>
          void action.run(async () =>
            refusalsOf(await update({ input: { id: item.id, status } }), (data) => data.updateMenuItem),
          )
        }
      >
        {status === 'SOLD_OUT' ? text.orders.soldOut : text.orders.again}
      </Button>
    </ListRow>
  );
}
