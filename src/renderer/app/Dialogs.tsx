import { lazy, Suspense, useEffect, useState } from 'react';
import { useHeddle } from '../store/StoreProvider';

const GrantDialog = lazy(() => import('./change/GrantDialog').then((m) => ({ default: m.GrantDialog })));
const TagDialog = lazy(() => import('./change/TagDialog').then((m) => ({ default: m.TagDialog })));
const CodeDialog = lazy(() => import('./code/CodeDialog').then((m) => ({ default: m.CodeDialog })));
const GovernanceDialog = lazy(() =>
  import('./governance/GovernanceDialog').then((m) => ({ default: m.GovernanceDialog })),
);
const ReviewDialog = lazy(() => import('./ReviewDialog').then((m) => ({ default: m.ReviewDialog })));
const SignInDialog = lazy(() => import('./SignInDialog').then((m) => ({ default: m.SignInDialog })));
const loadPalette = () => import('./CommandPalette');
const CommandPalette = lazy(() => loadPalette().then((m) => ({ default: m.CommandPalette })));
/** After the first picture, before anybody types: letters that come while the palette is still read would be lost. */
const PALETTE_AFTER_MS = 1_500;

/** What opens over any page, each loaded when it is first asked for: the first picture does not wait for forms. */
export function Dialogs() {
  const palette = useHeddle((s) => s.isPaletteOpen);
  // Once open it stays: the kit's modal gives the focus back only when it closes, not when it goes.
  const [hadPalette, setHadPalette] = useState(palette);
  if (palette && !hadPalette) setHadPalette(true);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const grant = useHeddle((s) => s.grantDraft !== null);
  const tag = useHeddle((s) => s.tagDraft !== null);
  const code = useHeddle((s) => s.code !== null);
  const governance = useHeddle((s) => s.governanceDraft !== null);
  const review = useHeddle((s) => s.dialog !== null);
  const signIn = useHeddle((s) => s.signIn !== null);
  return (
    <Suspense fallback={null}>
      {hadPalette ? <CommandPalette /> : null}
      {grant ? <GrantDialog /> : null}
      {tag ? <TagDialog /> : null}
      {code ? <CodeDialog /> : null}
      {governance ? <GovernanceDialog /> : null}
      {review ? <ReviewDialog /> : null}
      {signIn ? <SignInDialog /> : null}
    </Suspense>
  );
}
