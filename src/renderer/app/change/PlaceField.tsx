import type { LakePlace } from '../../../core/lake/views';
import { SelectField } from '../../ui/SelectField';

interface PlaceFieldProps {
  places: readonly LakePlace[];
  value: LakePlace | undefined;
  isDisabled?: boolean;
  onChange: (place: LakePlace | undefined) => void;
}

const idOf = ({ account, region }: LakePlace): string => `${account}/${region}`;

/** The account, and the region where an account is read in several. */
export function PlaceField({ places, value, isDisabled, onChange }: PlaceFieldProps) {
  const regions = new Set(places.map(({ region }) => region));
  return (
    <SelectField
      label="Account"
      value={value ? idOf(value) : ''}
      isDisabled={isDisabled}
      options={places.map((place) => ({
        value: idOf(place),
        label: `${place.accountName ?? place.account}${regions.size > 1 ? `, ${place.region}` : ''}`,
        description: place.accountName === undefined ? undefined : place.account,
      }))}
      onChange={(id) => onChange(places.find((place) => idOf(place) === id))}
    />
  );
}
