import { Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { type MenuItemStatus, PlaceOrderDocument } from '../generated/graphql.js';
import { useText } from '../text/text.js';
import { Dialog } from '../ui/dialog.js';
import { FormActions } from '../ui/form-actions.js';
import { Stack } from '../ui/layout.js';
import { useMoney } from '../ui/money.js';
import { Notice } from '../ui/notice.js';
import { Empty, Failed, Rows } from '../ui/states.js';
import { refusalsOf, useAction } from '../ui/use-action.js';
import { byCategory } from './by-category.js';
import styles from './place-order.module.css';
import { useMenu } from './use-menu.js';

const offered: MenuItemStatus[] = ['AVAILABLE'];

/** From the menu onto the bill of a booking. */
export function PlaceOrder({ bookingId, slug, onClose }: { bookingId: string; slug: string; onClose: () => void }) {
  const text = useText();
  const money = useMoney();
  const action = useAction();
  const { rows: menu, error, more, reload } = useMenu(slug, offered);
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({});
  const [, placeOrder] = useMutation(PlaceOrderDocument);
  const items = (menu ?? []).flatMap((item) => {
    const quantity = chosen[item.id] ?? 0;
    return quantity > 0 ? [{ item, quantity }] : [];
  });
  const [first] = items;
  const amount = items.reduce((sum, { item, quantity }) => sum + item.price.amount * quantity, 0);
  const add = (id: string, by: number) =>
    setChosen((before) => ({ ...before, [id]: Math.max(0, (before[id] ?? 0) + by) }));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name)).trim();
    const done = await action.run(async () =>
      refusalsOf(
        await placeOrder({
          input: {
            bookingId,
            items: items.map(({ item, quantity }) => ({ menuItemId: item.id, quantity })),
            idempotencyKey: crypto.randomUUID(),
            ...(given('place') !== '' && { place: given('place') }),
            ...(given('notes') !== '' && { notes: given('notes') }),
          },
        }),
        (answer) => answer.placeOrder,
      ),
    );
    if (done) onClose();
  }

  const rest = action.restOf('place', 'notes');
  return (
    <Dialog title={text.orders.order} lead={text.orders.orderLead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {menu === undefined && (error === undefined ? <Rows /> : <Failed error={error} onRetry={reload} />)}
          {menu?.length === 0 && <Empty title={text.orders.menuEmptyTitle} text={text.notFoundText} />}
          <div className={styles.menu}>
            {byCategory(menu ?? []).map(([category, within]) => (
              <section key={category}>
                <h3 className={styles.category}>{category}</h3>
                <ul className={styles.items}>
                  {within.map(({ id, name, description, price }) => (
                    <li key={id} className={styles.item}>
                      <span className={styles.words}>
                        <b>{name}</b>
                        <span>{description}</span>
                        <span>{money(price)}</span>
                      </span>
                      <span className={styles.stepper}>
                        <button
                          type="button"
                          aria-label={text.orders.less(name)}
                          disabled={(chosen[id] ?? 0) === 0}
                          onClick={() => add(id, -1)}
                        >
                          −
                        </button>
                        <output>{chosen[id] ?? 0}</output>
                        <button type="button" aria-label={text.orders.moreOf(name)} onClick={() => add(id, 1)}>
                          +
                        </button>
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
          {menu !== undefined && error !== undefined && <Failed error={error} onRetry={more} />}
          <TextInput
            name="place"
            label={`${text.orders.place} (${text.optional})`}
            description={text.orders.placeHint}
            error={action.errorOf('place')}
          />
          <Textarea
            name="notes"
            label={`${text.orders.notes} (${text.optional})`}
            rows={2}
            error={action.errorOf('notes')}
          />
          {rest !== null && <Notice kind="wrong">{rest}</Notice>}
        </Stack>
        <FormActions
          label={
            first === undefined
              ? text.orders.nothing
              : text.orders.send(money({ amount, currency: first.item.price.currency }))
          }
          busy={action.busy}
          disabled={first === undefined}
          onLeave={onClose}
        />
      </form>
    </Dialog>
  );
}
