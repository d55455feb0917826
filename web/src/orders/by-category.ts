/** In the order of the menu, each category once. */
export function byCategory<Item extends { readonly category: string }>(items: readonly Item[]): [string, Item[]][] {
  const categories = new Map<string, Item[]>();
  for (const item of items) categories.set(item.category, [...(categories.get(item.category) ?? []), item]);
  return [...categories];
}
