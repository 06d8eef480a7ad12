import { Command } from 'cmdk';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Modal } from './Modal';

export interface PaletteItem {
  id: string;
  label: string;
  icon: ReactNode;
  path?: string;
}

interface PaletteProps {
  isOpen: boolean;
  text: string;
  groups: readonly { heading: string; items: readonly PaletteItem[] }[];
  empty: string;
  onText: (text: string) => void;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** Ranking is ours (`shouldFilter` off); inline inside the kit's modal, because cmdk's own dialog injects style tags. */
export function Palette({ isOpen, text, groups, empty, onText, onChoose, onClose }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  // The kit's modal gives the focus to its close button once it is open; here typing is what comes next.
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => input.current?.focus(), 30);
    return () => clearTimeout(timer);
  }, [isOpen]);
  // Items that arrive after the typing are marked too: Enter then takes the first of them.
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id));
  const [marked, setMarked] = useState('');
  const current = ids.includes(marked) ? marked : (ids[0] ?? '');
  return (
    <Modal title="Search or jump" isOpen={isOpen} onClose={onClose}>
      {isOpen ? (
        <Command
          className="palette"
          shouldFilter={false}
          label="Search or jump"
          value={current}
          onValueChange={setMarked}
        >
          <Command.Input
            ref={input}
            value={text}
            onValueChange={onText}
            maxLength={512}
            placeholder="A domain, product, table, role or page"
          />
          <Command.List>
            <Command.Empty>
              {/* A list box holds nothing but options. */}
              <div role="option" aria-disabled="true" aria-selected="false">
                {empty}
              </div>
            </Command.Empty>
            {groups.map(({ heading, items }) =>
              items.length ? (
                <Command.Group key={heading} heading={heading}>
                  {items.map(({ id, label, icon, path }) => (
                    <Command.Item key={id} value={id} onSelect={() => onChoose(id)}>
                      {icon}
                      <span>{label}</span>
                      {path ? <span className="palette-path">{path}</span> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null,
            )}
          </Command.List>
        </Command>
      ) : null}
    </Modal>
  );
}
