const PATHS = {
  mesh: 'M3 3h4v4H3zM11 3h4v4h-4zM7 12h4v4H7zM5 7v2.5h4V12M13 7v2.5H9',
  history: 'M9 5v4l3 2M3.5 9a5.5 5.5 0 1 0 1.6-3.9M3 3v3h3',
  connect: 'M6 3v4M12 3v4M4.5 7h9v2.5a4.5 4.5 0 0 1-9 0zM9 14v2.5',
  access: 'M9 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 15.5c.6-3 2.6-4.5 5.5-4.5s4.9 1.5 5.5 4.5',
  requests: 'M3 4h12v10H3zM3 10h3.5l1 2h3l1-2H15',
  changes: 'M4 6h9l-2.5-2.5M14 12H5l2.5 2.5',
  lineage: 'M4 5.5a1.5 1.5 0 1 0 0-.1zM11 5.5h3M5.5 5.5c4 0 2 7 6 7h2.5M4 13h3',
  tags: 'M3 3h6l6.5 6.5-6 6L3 9zM6 6h.1',
  findings: 'M9 3l7 12H2zM9 8v3M9 13h.1',
  domain: 'M3 5h12v10H3zM3 8h12M6 3h6',
  product: 'M9 2.5l6 3.3v6.5l-6 3.3-6-3.3V5.8zM3 5.8l6 3.3 6-3.3M9 9.1v6.5',
  table: 'M3 4h12v10H3zM3 7.5h12M3 11h12M7.5 7.5V14',
  project: 'M3 5.5h4l1.5 1.5H15v7H3z',
  database: 'M3.5 5c0-2.7 11-2.7 11 0v8c0 2.7-11 2.7-11 0zM3.5 5c0 2.7 11 2.7 11 0M3.5 9c0 2.7 11 2.7 11 0',
  consumer: 'M9 8.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM4 15c.5-3 2.4-4.3 5-4.3s4.5 1.3 5 4.3',
  account: 'M3 15V6l6-3 6 3v9zM7 15v-4h4v4',
  'tag-policy': 'M3 3h6l6.5 6.5-6 6L3 9zM6 6h.1',
  location: 'M4 4h10l-1.5 11h-7zM4.5 7.5h9',
  catalog: 'M4 3h9v12H5.5A1.5 1.5 0 0 1 4 13.5zM4 13c0-.8.7-1.5 1.5-1.5H13',
  search: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10zM11.7 11.7L15.5 15.5',
  refresh: 'M14.5 9a5.5 5.5 0 1 1-1.6-3.9M15 3v3h-3',
  warning: 'M9 3l7 12H2zM9 8v3M9 13h.1',
  pen: 'M3 15l.7-3.2L12 3.5l2.5 2.5-8.3 8.3z',
  moon: 'M14.5 10.5A6 6 0 1 1 7.5 3.5a5 5 0 0 0 7 7z',
  sun: 'M9 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 1.5V3M9 15v1.5M1.5 9H3M15 9h1.5M3.7 3.7l1 1M13.3 13.3l1 1M3.7 14.3l1-1M13.3 4.7l1-1',
  open: 'M6.5 4l5 5-5 5',
  fit: 'M3 6.5V3h3.5M11.5 3H15v3.5M15 11.5V15h-3.5M6.5 15H3v-3.5',
  close: 'M4.5 4.5l9 9M13.5 4.5l-9 9',
} as const; // prettier-ignore

export type IconName = keyof typeof PATHS;

/** Line icons of one weight; always beside words or with an accessible name on the button around them. */
export function Icon({ name, size = 18, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
