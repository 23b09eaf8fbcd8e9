import { Component, type ComponentChildren } from 'preact';

type Props = {
  /** What stands in the place of what could not be drawn. */
  instead: ComponentChildren;
  children: ComponentChildren;
};

/** Keeps a failure to draw one thing from taking down what stands around it. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    // Not lost on who looks for it: the page goes on, but it is a defect.
    reportError(error);
    this.setState({ failed: true });
  }

  override render({ instead, children }: Props): ComponentChildren {
    return this.state.failed ? instead : children;
  }
}
