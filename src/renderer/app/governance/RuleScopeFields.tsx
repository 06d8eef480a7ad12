import { useState, type ReactNode } from 'react';
import type { UnitView } from '../../../contract/governance';
import { bareType } from '../../../core/model/asset-type';
import type { DzRuleScope } from '../../../core/model/datazone';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';

export const EVERYTHING: DzRuleScope = {
  assetType: { selectionMode: 'ALL' },
  dataProduct: true,
  project: { selectionMode: 'ALL' },
};

/** A scope that says `SPECIFIC` names something. */
export const isWhole = ({ assetType, project }: DzRuleScope): boolean =>
  (assetType?.selectionMode !== 'SPECIFIC' || !!assetType.specificAssetTypes?.length) &&
  (project?.selectionMode !== 'SPECIFIC' || !!project.specificProjects?.length);

interface RuleScopeFieldsProps {
  unit: UnitView;
  scope: DzRuleScope;
  onChange: (scope: DzRuleScope) => void;
}

/** What a rule is for. Members that nobody touches stay as they were read. */
export function RuleScopeFields({ unit, scope, onChange }: RuleScopeFieldsProps) {
  const types = scope.assetType?.specificAssetTypes ?? [];
  const ids = scope.project?.specificProjects ?? [];
  const [typed, setTyped] = useState(() => types.filter((type) => !unit.assetTypes.includes(type)).join(', '));
  const known = types.filter((type) => unit.assetTypes.includes(type));
  const projects = unit.people.flatMap(({ kind, id, name }) =>
    kind === 'project' ? [{ value: id, label: name }] : [],
  );
  const unknown = ids.filter((id) => !projects.some(({ value }) => value === id));
  const setTypes = (list: string[]): void =>
    onChange({ ...scope, assetType: { selectionMode: 'SPECIFIC', specificAssetTypes: list } });
  const setProjects = (list: string[]): void =>
    onChange({ ...scope, project: { selectionMode: 'SPECIFIC', specificProjects: list } });
  const listOf = (text: string): string[] => [...new Set(text.split(',').flatMap((one) => one.trim() || []))];
  const nameOf = (id: string): string => projects.find(({ value }) => value === id)?.label ?? id;
  return (
    <fieldset className="change-scope">
      <legend>What it is for</legend>
      <div>
        <Extent
          label="Asset types"
          all="all of them"
          mode={scope.assetType?.selectionMode}
          onAll={() => onChange({ ...scope, assetType: { selectionMode: 'ALL' } })}
          onSome={() => setTypes(listOf(typed))}
        />
        {scope.assetType?.selectionMode === 'SPECIFIC' ? (
          <>
            <Chosen label="Known types" words={known.map(bareType)}>
              <Choices
                label="Known types"
                values={known}
                options={unit.assetTypes.map((type) => ({ value: type, label: bareType(type) }))}
                onChange={(list) => setTypes([...new Set([...list, ...listOf(typed)])])}
              />
            </Chosen>
            <TextField
              label="Others, with commas"
              value={typed}
              placeholder="Names of types"
              onChange={(text) => {
                setTyped(text);
                setTypes([...new Set([...known, ...listOf(text)])]);
              }}
            />
          </>
        ) : null}
      </div>
      <div>
        <Extent
          label="Projects that publish"
          all="all in reach"
          mode={scope.project?.selectionMode}
          onAll={() => onChange({ ...scope, project: { selectionMode: 'ALL' } })}
          onSome={() => setProjects([])}
        />
        {scope.project?.selectionMode === 'SPECIFIC' ? (
          <Chosen label="Which projects" words={ids.map(nameOf)}>
            <Choices
              label="Projects"
              values={ids}
              options={[...projects, ...unknown.map((id) => ({ value: id, label: id }))]}
              onChange={setProjects}
            />
          </Chosen>
        ) : null}
      </div>
      <Tick
        label="Data products too"
        isOn={scope.dataProduct !== false}
        onChange={(dataProduct) => onChange({ ...scope, dataProduct })}
      />
    </fieldset>
  );
}

interface ExtentProps {
  label: string;
  all: string;
  mode: string | undefined;
  onAll: () => void;
  onSome: () => void;
}

const Extent = ({ label, all, mode = 'ALL', onAll, onSome }: ExtentProps) => (
  <SelectField
    label={label}
    value={mode}
    options={[
      { value: 'ALL', label: all },
      { value: 'SPECIFIC', label: 'some only' },
    ]}
    onChange={(chosen) => (chosen === 'ALL' ? onAll() : onSome())}
  />
);

const Chosen = ({ label, words, children }: { label: string; words: string[]; children: ReactNode }) => (
  <div className="change-columns">
    <b>{label}</b>
    {children}
    <small>{words.join(', ') || 'none chosen yet'}</small>
  </div>
);
