import { Component, type ReactNode } from 'react';
import { ErrorPanel } from '../ui/ErrorPanel';

/** A page that breaks says so and leaves the frame usable. React offers error boundaries as classes only. */
export class PageBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    const trouble = {
      code: 'PAGE_BROKEN',
      message: 'This page ran into an error of its own.',
      wayOut: 'Open another page and come back, or try again.',
      detail: this.state.message,
    };
    return (
      <ErrorPanel trouble={trouble} title="The page cannot be shown" onRetry={() => this.setState({ message: null })} />
    );
  }
}
