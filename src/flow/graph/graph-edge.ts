import type { Location } from '../../diagnostics/diagnostic.ts';
import type { FlowExpression } from '../flow.ts';

/** An edge between two nodes that exist, by number. */
export interface GraphEdge {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** `route`: taken when the router picks it; `handler`: taken when the source fails. */
  readonly kind: 'plain' | 'route' | 'handler';
  readonly fromPort: string | undefined;
  readonly toPort: string | undefined;
  readonly condition: FlowExpression | undefined;
  readonly location: Location;
}
