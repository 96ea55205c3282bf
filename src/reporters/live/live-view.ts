import type { RunEvent } from '../../engine/run-event.ts';
import { Output } from '../output.ts';
import type { Level, Reporter, ReporterOptions } from '../reporter.ts';
import { RunState } from '../run/run-state.ts';
import { themeFor, type Theme } from '../text/theme.ts';
import { blockLines } from './block.ts';
import { BottomBlock } from './bottom-block.ts';
import { widen, type Layout, type Look } from './node-line.ts';
import { Story } from './story.ts';

/** Milliseconds between two frames. */
const FRAME = 80;
/** So many lines wait at most while something else has the terminal. */
const WAITING = 1_000;

/** Shows a run on a terminal while it goes on. */
export interface LiveView extends Reporter {
  /** Clears the terminal for somebody else (a prompt); what happens meanwhile is shown later. */
  pause(): void;
  resume(): void;
  /** Says at once that the run is being cancelled. */
  interrupting(): void;
}

export interface LiveViewOptions extends ReporterOptions {
  readonly level?: Level;
  /** Calls back once after so many milliseconds; gives a function that calls it off. */
  after(ms: number, callback: () => void): () => void;
}

/**
 * The live view for a terminal on stderr. It must not outlive the process: `close` (also after a defect) gives the
 * cursor back at once.
 */
export function liveView(options: LiveViewOptions): LiveView {
  return new TerminalView(options);
}

class TerminalView implements LiveView {
  readonly #options: LiveViewOptions;
  readonly #theme: Theme;
  readonly #output: Output;
  readonly #screen: BottomBlock;
  readonly #state = new RunState();
  readonly #story: Story;
  #layout: Layout = { label: 0, type: 0 };
  /** How many nodes the layout has room for. */
  #known = 0;
  #history: string[] = [];
  #frame = 0;
  #drawnAt = 0;
  #callOff: (() => void) | undefined;
  #phase: 'before' | 'live' | 'paused' | 'over' = 'before';
  #cancelling = false;

  constructor(options: LiveViewOptions) {
    const { stderr, say, level = 'normal' } = options;
    this.#options = options;
    this.#theme = themeFor(options);
    this.#output = new Output(stderr);
    this.#screen = new BottomBlock(this.#output, stderr);
    this.#story = new Story(this.#state, { say, theme: this.#theme, level });
    stderr.on('resize', this.#onResize);
  }

  report(event: RunEvent): void {
    if (this.#phase === 'over') return;
    const now = this.#options.now();
    const node = this.#state.apply(event, now);
    if (event.type === 'run_started') {
      for (const planned of this.#state.nodes.values()) this.#layout = widen(this.#layout, planned);
      this.#known = this.#state.nodes.size;
      this.#drawnAt = now;
      if (this.#phase === 'before') this.#begin();
    }
    if (node && this.#state.nodes.size > this.#known) {
      this.#known = this.#state.nodes.size;
      this.#layout = widen(this.#layout, node);
    }
    this.#tell(this.#story.lines(event, node, () => this.#look(now)));
    if (event.type === 'run_finished' || event.type === 'run_waiting') this.#finish();
    // A run that never lets timers fire is shown as well.
    else if (this.#phase === 'live' && now - this.#drawnAt >= FRAME) this.#draw(now);
  }

  recall(event: RunEvent): void {
    this.#state.apply(event, this.#options.now());
  }

  pause(): void {
    if (this.#phase !== 'live') return;
    this.#phase = 'paused';
    this.#stopTimer();
    this.#clear();
  }

  resume(): void {
    if (this.#phase !== 'paused') return;
    this.#begin();
    this.#draw(this.#options.now());
  }

  interrupting(): void {
    this.#cancelling = true;
    if (this.#phase === 'live') this.#draw(this.#options.now());
  }

  async close(): Promise<void> {
    if (this.#phase !== 'over') this.#finish();
    // There is nobody to whom an error of the terminal could be told.
    await this.#output.end().catch(() => undefined);
  }

  readonly #onResize = (): void => {
    if (this.#phase === 'live') this.#draw(this.#options.now());
  };

  #begin(): void {
    this.#phase = 'live';
    const tick = (): void => {
      const now = this.#options.now();
      // An event may have had it drawn in the meantime.
      const early = this.#drawnAt + FRAME - now;
      if (early < 1) this.#draw(now);
      this.#callOff = this.#options.after(early < 1 ? FRAME : early, tick);
    };
    this.#callOff = this.#options.after(FRAME, tick);
  }

  #tell(lines: readonly string[]): void {
    for (const line of lines) this.#history.push(line);
    if (this.#phase === 'paused' && this.#history.length > WAITING) {
      this.#history = [this.#theme.symbols.ellipsis, ...this.#history.slice(-WAITING / 2)];
    }
  }

  #draw(now: number): void {
    if (now - this.#drawnAt >= FRAME) this.#frame++;
    this.#drawnAt = now;
    const block = blockLines(this.#state, this.#screen.room, this.#look(now), {
      cancelling: this.#cancelling,
    });
    this.#screen.draw(this.#history, block);
    this.#history = [];
  }

  /** Takes the block away and gives the cursor back. */
  #clear(): void {
    this.#screen.draw(this.#history, []);
    this.#history = [];
  }

  #finish(): void {
    this.#phase = 'over';
    this.#stopTimer();
    this.#options.stderr.off('resize', this.#onResize);
    this.#clear();
  }

  #stopTimer(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #look(now: number): Look {
    return {
      say: this.#options.say,
      theme: this.#theme,
      columns: this.#screen.columns,
      now,
      frame: this.#frame,
      layout: this.#layout,
    };
  }
}
