import type { AccountData, DataZoneData, WorldData } from '../world';
import organization from './organization.json';
import governance from './governance.json';
import sales from './sales.json';
import rnd from './rnd.json';
import production from './production.json';
import marketing from './marketing.json';
import domain from './datazone/domain.json';
import catalog from './datazone/catalog.json';
import listings from './datazone/listings.json';
import subscriptions from './datazone/subscriptions.json';
import policies from './datazone/policies.json';
import quality from './datazone/quality.json';
import lineage from './datazone/lineage.json';

/** The accounts of Halcyon Biopharma by what they are for. */
export const HALCYON_ACCOUNTS = {
  governance: governance.id,
  sales: sales.id,
  rnd: rnd.id,
  production: production.id,
  marketing: marketing.id,
} as const;

/**
 * Halcyon Biopharma, the mesh that Heddle opens on: five accounts and one DataZone domain, as a fresh copy that the caller
 * may change. A published asset's listing carries the asset's forms; the files keep them once, with the asset.
 */
export function halcyonWorld(): WorldData {
  const forms = new Map<string, unknown>(catalog.assets.map((asset) => [asset.identifier, asset.forms]));
  const datazone = {
    ...domain,
    ...catalog,
    ...subscriptions,
    listings: listings.listings.map((listing) =>
      listing.kind === 'asset' ? { ...listing, forms: forms.get(listing.entityId) } : listing,
    ),
    extra: { ...policies, ...quality, lineage },
  } as unknown as DataZoneData;
  const accounts = [governance, sales, rnd, production, marketing] as unknown as AccountData[];
  return structuredClone({ ...organization, accounts, datazone: [datazone] });
}
