/** Items by account and region, in the order in which the places first appear. */
export function byPlace<T>(
  items: readonly T[],
  placeOf: (item: T) => { account: string; region: string },
): { account: string; region: string; items: T[] }[] {
  const places = new Map<string, { account: string; region: string; items: T[] }>();
  for (const item of items) {
    const { account, region } = placeOf(item);
    const key = `${account} ${region}`;
    const held = places.get(key);
    if (held) held.items.push(item);
    else places.set(key, { account, region, items: [item] });
  }
  return [...places.values()];
}
