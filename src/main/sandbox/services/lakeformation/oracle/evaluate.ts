import type { AccessRow } from '../../../../../core/model/case';
import type { GlueCatalog, GlueDatabase, GlueTable } from '../../../../../core/model/glue';
import type { Resource } from '../../../../../core/model/lakeformation';
import type { Lake } from '../../../state/lake';
import type { Actor } from '../../../state/principals';
import type { World } from '../../../world';

export function databaseAccess(_w: World, _l: Lake, _a: Actor, _d: GlueDatabase): AccessRow[] {
  return [];
}
export function tableAccess(_w: World, _l: Lake, _a: Actor, _t: GlueTable): AccessRow[] {
  return [];
}
export function catalogAccess(_w: World, _l: Lake, _a: Actor, _t: GlueCatalog): AccessRow[] {
  return [];
}
export function resourceAccess(_w: World, _l: Lake, _a: Actor, _t: Resource): AccessRow[] {
  return [];
}
export function locationAccess(_w: World, _l: Lake, _a: Actor, _t: string): boolean {
  return false;
}
