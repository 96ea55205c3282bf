import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunEvent } from '../../engine/run-event.ts';
import { useServer } from '../server/use-server.ts';
import { joined } from './story.ts';

export interface FollowedRun {
  /** All that the run has told. */
  readonly events: readonly RunEvent[];
  /** The server has no more, at the moment. */
  readonly isOver: boolean;
  /** The connection is lost and tried again. */
  readonly isLost: boolean;
  readonly problem: unknown;
  /** Asks for more: the run goes on. */
  readonly follow: () => void;
}

/** Follows a run from its first event on. */
export function useRun(id: string): FollowedRun {
  const server = useServer();
  const [events, setEvents] = useState<readonly RunEvent[]>([]);
  const [isOver, setOver] = useState(false);
  const [isLost, setLost] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [session, setSession] = useState(0);
  const last = useRef(-1);
  useEffect(() => {
    const controller = new AbortController();
    let coming: RunEvent[] = [];
    let frame: number | undefined;
    const show = (): void => {
      frame = undefined;
      const fresh = joined(coming);
      coming = [];
      setEvents((known) => [...known, ...fresh]);
    };
    const read = async (): Promise<void> => {
      const more = server.events(id, last.current, controller.signal, setLost);
      for await (const some of more) {
        if (controller.signal.aborted) return;
        last.current = some.at(-1)?.seq ?? last.current;
        coming.push(...some);
        // At most as often as the screen is drawn; a hidden page is not drawn at all.
        if (document.hidden) show();
        else frame ??= requestAnimationFrame(show);
      }
    };
    setOver(false);
    setProblem(undefined);
    read()
      .catch((error: unknown) => controller.signal.aborted || setProblem(error))
      .finally(() => {
        if (controller.signal.aborted) return;
        if (frame !== undefined) cancelAnimationFrame(frame);
        show();
        setOver(true);
      });
    return () => {
      controller.abort();
      if (frame !== undefined) cancelAnimationFrame(frame);
      if (coming.length > 0) last.current = (coming[0]?.seq ?? 0) - 1;
    };
  }, [server, id, session]);
  return { events, isOver, isLost, problem, follow: () => setSession((n) => n + 1) };
}
