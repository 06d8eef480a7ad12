/** What the window says it drew, read from its DOM. */
export interface DrawnMesh {
  domains: number;
  products: number;
  tables: number;
  grants: number;
}

/** The raw reading of `READ_DRAWN`; null while the mesh is not drawn, not `live` while it is the last start's picture. */
export type Reading = { live: boolean; snapshot: string | null; totals: string[] } | null;

/** A constant script: nothing is ever put into it. */
export const READ_DRAWN = `(() => {
  const root = document.querySelector('[data-mesh-drawn="true"], [data-mesh-drawn="picture"]');
  if (root === null) return null;
  const totals = [...root.querySelectorAll('[data-totals]')].map((node) => node.getAttribute('data-totals'));
  const live = root.getAttribute('data-mesh-drawn') === 'true';
  return { live, snapshot: root.getAttribute('data-snapshot'), totals };
})()`;

/** Adds up the totals shown on the drawn domain nodes; their number is the number of domains. */
export function sumDrawn(reading: NonNullable<Reading>): DrawnMesh {
  const sum: DrawnMesh = { domains: reading.totals.length, products: 0, tables: 0, grants: 0 };
  for (const text of reading.totals) {
    const totals = JSON.parse(text) as Partial<DrawnMesh>;
    sum.products += totals.products ?? 0;
    sum.tables += totals.tables ?? 0;
    sum.grants += totals.grants ?? 0;
  }
  return sum;
}
