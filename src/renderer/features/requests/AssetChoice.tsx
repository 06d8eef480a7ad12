import type { RequestAsset } from '../../../contract/requests';
import { useHeddle } from '../../store/StoreProvider';
import { Chip } from '../../ui/Chip';
import { Tick } from '../../ui/Tick';

const NONE: readonly string[] = [];

/** One asset: its columns with what the requester has and would gain side by side, and the filters to attach. */
export function AssetChoice({
  asset,
  request,
  canChoose,
}: {
  asset: RequestAsset;
  request: string;
  canChoose: boolean;
}) {
  const chosen = useHeddle((s) => s.chosenFilters[request]?.[asset.assetId] ?? NONE);
  const chooseFilters = useHeddle((s) => s.chooseFilters);
  const has = union(asset, 'has');
  const common = commonTags(asset);
  const would = union(asset, 'would');
  return (
    <section className="asset" aria-label={asset.name}>
      <h3>
        {asset.name} {asset.table ? <small>{asset.table}</small> : <small>not in Lake Formation</small>}
        {[...asset.terms, ...common].map((word) => (
          <Chip key={word}>{word}</Chip>
        ))}
      </h3>
      {asset.filters.length && canChoose ? (
        <fieldset className="asset-filters">
          <legend>Filters to attach</legend>
          {asset.filters.map((filter) => (
            <Tick
              key={filter.id}
              label={filter.name}
              name={`Filter ${filter.name} on ${asset.name}`}
              note={filterWords(filter)}
              isOn={chosen.includes(filter.id)}
              isDisabled={!filter.usable}
              onChange={(isOn) =>
                void chooseFilters(
                  request,
                  asset.assetId,
                  isOn ? [...chosen, filter.id] : chosen.filter((id) => id !== filter.id),
                )
              }
            />
          ))}
        </fieldset>
      ) : null}
      {asset.columns.length ? (
        <table className="plain-table asset-columns">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Tags and terms</th>
              <th scope="col">Already has</th>
              <th scope="col">{canChoose ? 'Would gain' : 'Afterwards'}</th>
            </tr>
          </thead>
          <tbody>
            {asset.columns.map(({ name, type, tags, terms, sensitive }) => (
              <tr key={name} className={sensitive ? 'is-sensitive' : undefined}>
                <th scope="row">
                  {name} <small>{type}</small>
                </th>
                <td>
                  {[...terms, ...tags.filter((tag) => !common.includes(tag))].map((word) => (
                    <Chip key={word} tone={terms.includes(word) && sensitive ? 'failed' : 'plain'}>
                      {word}
                    </Chip>
                  ))}
                  {sensitive ? <strong className="asset-sensitive">sensitive</strong> : null}
                </td>
                <td>{has.columns.has(name) ? 'reads' : '–'}</td>
                <td className={gainClass(name, has.columns, would.columns)}>
                  {gainWords(name, has.columns, would.columns)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Rows</th>
              <td />
              <td>{has.rows}</td>
              <td>{would.rows}</td>
            </tr>
          </tfoot>
        </table>
      ) : (
        <p className="decision-note">Its columns are not known.</p>
      )}
    </section>
  );
}

/** Tags that every column carries are said once. */
const commonTags = ({ columns }: RequestAsset): string[] =>
  columns[0]?.tags.filter((tag) => columns.every(({ tags }) => tags.includes(tag))) ?? [];

const union = ({ access }: RequestAsset, side: 'has' | 'would'): { columns: Set<string>; rows: string } => {
  const columns = new Set(access.flatMap((one) => one[side].columns));
  const rows = [
    ...new Set(access.filter((one) => one[side].columns.length > 0).map((one) => one[side].rows ?? 'all rows')),
  ];
  return { columns, rows: rows.length ? rows.join(' or ') : 'none' };
};

function gainWords(column: string, has: Set<string>, would: Set<string>): string {
  if (would.has(column)) return has.has(column) ? 'keeps' : '+ reads';
  return has.has(column) ? '− loses' : '–';
}

function gainClass(column: string, has: Set<string>, would: Set<string>): string | undefined {
  if (would.has(column) && !has.has(column)) return 'is-gained';
  return has.has(column) && !would.has(column) ? 'is-lost' : undefined;
}

function filterWords({ columns, rows, usable }: RequestAsset['filters'][number]): string {
  const parts = [
    columns ? `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}: ${columns.join(', ')}` : null,
    rows ? `rows where ${rows}` : null,
    usable ? null : 'DataZone marks it invalid',
  ];
  return parts.filter(Boolean).join(' · ') || 'no limit';
}
