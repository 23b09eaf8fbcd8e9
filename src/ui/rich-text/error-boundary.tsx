import { Component, type ComponentChildren } from 'preact';

type Props = {
  /** Rendered instead of children that failed. */
  instead: ComponentChildren;
  children: ComponentChildren;
};

/** Contains an error in rendering its children, so that the rest of the page is not affected. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    // Reports the error to monitoring: the page continues, but this is a bug.
    reportError(error);
    this.setState({ failed: true });
  }

  override render({ instead, children }: Props): ComponentChildren {
    return this.state.failed ? instead : children;
  }
}
