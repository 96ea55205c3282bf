import type { Say } from '../messages/message.ts';
import type { Service } from '../service/service.ts';
import type { Visitor } from '../service/visitor.ts';

/** Who calls, and where results go to. */
export interface Caller {
  readonly service: Service;
  readonly visitor: Visitor;
  readonly say: Say;
  /** Whoever calls sits at this machine, and may see what the flow's author sees. */
  readonly isLocal: boolean;
}
