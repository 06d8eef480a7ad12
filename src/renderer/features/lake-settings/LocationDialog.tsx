import { useState } from 'react';
import type { LakeLocation, LakePlace } from '../../../core/lake/views';
import { EditDialog } from '../../app/change/EditDialog';
import { PlaceField } from '../../app/change/PlaceField';
import { useHeddle } from '../../store/StoreProvider';
import { SuggestField } from '../../ui/SuggestField';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';
import { registerLocation, s3Arn, updateLocation, type LocationDraft } from './lake-edits';

interface LocationDialogProps {
  places: readonly LakePlace[];
  locations: readonly LakeLocation[];
  /** Null registers a new one. */
  location: LakeLocation | null;
  onClose: () => void;
}

const trimmed = (arn: string): string => arn.replace(/\/+$/, '');

/** Registers an S3 prefix, or changes role and mode of one. */
export function LocationDialog({ places, locations, location, onClose }: LocationDialogProps) {
  const suggest = useHeddle((s) => s.suggest);
  const [place, setPlace] = useState<LakePlace | undefined>(location ?? places[0]);
  const [draft, setDraft] = useState<LocationDraft>({
    path: location?.record.ResourceArn ?? '',
    role: location?.record.RoleArn ?? '',
    isHybrid: location?.record.HybridAccessEnabled ?? false,
  });
  const set = (part: Partial<LocationDraft>): void => setDraft({ ...draft, ...part });
  const arn = s3Arn(draft.path);
  const isTaken =
    !location &&
    arn !== undefined &&
    locations.some((one) => one.account === place?.account && trimmed(one.record.ResourceArn) === trimmed(arn));
  const error = isTaken
    ? 'The account has registered it already.'
    : draft.path.trim() && arn === undefined
      ? 'Write s3://bucket/prefix or the ARN of a bucket or prefix.'
      : undefined;
  const edits = location ? updateLocation(location, draft) : place ? registerLocation(place, draft) : [];
  return (
    <EditDialog
      title={location ? `Change ${draft.path}` : 'Register a location'}
      edits={edits}
      isBlocked={error !== undefined}
      onClose={onClose}
    >
      {location ? null : (
        <div className="change-fields">
          <PlaceField places={places} value={place} onChange={setPlace} />
          <TextField
            isWide
            label="S3 location"
            value={draft.path}
            placeholder="s3://bucket/prefix"
            error={error}
            onChange={(path) => set({ path })}
          />
        </div>
      )}
      <SuggestField
        label={
          location
            ? 'Role that Lake Formation reads it with'
            : 'Role that Lake Formation reads it with (empty = its service-linked role)'
        }
        value={draft.role}
        placeholder="The ARN of a role"
        takesNames
        suggest={(text) => suggest('grantee', text)}
        onChange={(role) => set({ role })}
        onDone={(role) => set({ role })}
      />
      <Tick
        label="Hybrid access"
        name="Hybrid access"
        note="Lake Formation counts only for principals that are opted in; the others read with their own S3 permissions."
        isOn={draft.isHybrid}
        onChange={(isHybrid) => set({ isHybrid })}
      />
    </EditDialog>
  );
}
