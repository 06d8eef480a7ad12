import CloudscapeButton, { type ButtonProps as KitProps } from '@cloudscape-design/components/button';
import { useEffect, useRef, type ReactNode } from 'react';

interface ButtonProps {
  children?: ReactNode;
  kind?: 'normal' | 'primary' | 'link' | 'icon' | 'inline-link';
  icon?: 'close' | 'refresh' | 'download' | 'zoom-in' | 'zoom-out' | 'external' | 'expand' | 'add-plus' | 'remove';
  label?: string;
  isDisabled?: boolean;
  isBusy?: boolean;
  /** Takes the focus when it appears: the button that had it is gone, and Escape is heard only where the focus is. */
  takesFocus?: boolean;
  onClick: () => void;
}

/** A dangerous button names what it does and to whom; an icon alone carries a `label`. */
export function Button({
  children,
  kind = 'normal',
  icon,
  label,
  isDisabled,
  isBusy,
  takesFocus,
  onClick,
}: ButtonProps) {
  const button = useRef<KitProps.Ref>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <CloudscapeButton
      ref={button}
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
