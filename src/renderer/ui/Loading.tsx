import Spinner from '@cloudscape-design/components/spinner';

export function Loading({ what }: { what: string }) {
  return (
    <div className="state" role="status">
      <Spinner size="large" />
      <p>{what}</p>
    </div>
  );
}
