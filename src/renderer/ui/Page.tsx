import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** One sentence that says what the page answers. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The head and scrolling body that every page but a canvas shares. */
export function Page({ title, subtitle, actions, children }: PageProps) {
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {subtitle ? <p>{subtitle}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      <div className="page-body">{children}</div>
    </div>
  );
}
