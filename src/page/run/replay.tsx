import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RunEvent } from '../../engine/run-event.ts';
import { useSay } from '../words/say.ts';

/** Milliseconds between two events, at least and at most; real time is kept in between. */
const FAST = 40;
const SLOW = 700;

interface ReplayProps {
  readonly events: readonly RunEvent[];
  /** How many events are shown; undefined: all, as they come. */
  readonly at: number | undefined;
  readonly show: (at: number | undefined) => void;
}

/** Goes through a run again, by itself or by hand. */
export function Replay({ events, at, show }: ReplayProps): ComponentChildren {
  const say = useSay();
  const [isPlaying, setPlaying] = useState(false);
  const all = events.length;
  const now = at ?? all;
  useEffect(() => {
    if (!isPlaying) return;
    if (now >= all) {
      setPlaying(false);
      show(undefined);
      return;
    }
    const [before, after] = [events[now - 1], events[now]];
    const gap = before && after ? Date.parse(after.time) - Date.parse(before.time) : 0;
    const timer = setTimeout(() => show(now + 1), Math.min(SLOW, Math.max(FAST, gap)));
    return () => clearTimeout(timer);
  }, [isPlaying, now, all]);
  const play = (): void => {
    if (!isPlaying && now >= all) show(1);
    setPlaying(!isPlaying);
  };
  return (
    <div class="replay">
      <button onClick={play}>{say(isPlaying ? 'run/replay-stop' : 'run/replay')}</button>
      <input
        type="range"
        min={1}
        max={all}
        value={now}
        aria-label={say('run/replay')}
        aria-valuetext={say('run/replay-at', { at: now, all })}
        onInput={({ currentTarget }) => {
          setPlaying(false);
          const chosen = Number(currentTarget.value);
          show(chosen >= all ? undefined : chosen);
        }}
      />
      <span class="quiet small" aria-hidden="true">
        {now} / {all}
      </span>
    </div>
  );
}
