import CloudscapeButton from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';

interface ButtonProps {
  children?: ReactNode;
  kind?: 'normal' | 'primary' | 'link' | 'icon' | 'inline-link';
  icon?: 'close' | 'refresh' | 'download' | 'zoom-in' | 'zoom-out' | 'external' | 'expand' | 'add-plus' | 'remove';
  label?: string;
  isDisabled?: boolean;
  isBusy?: boolean;
  onClick: () => void;
}

/** A dangerous button names what it does and to whom; an icon alone carries a `label`. */
export function Button({ children, kind = 'normal', icon, label, isDisabled, isBusy, onClick }: ButtonProps) {
  return (
    <CloudscapeButton
      variant={kind}
      iconName={icon}
      ariaLabel={label}
      disabled={isDisabled}
      loading={isBusy}
      onClick={onClick}
    >
      {children}
    </CloudscapeButton>
  );
}
