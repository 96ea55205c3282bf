import type { OpenedProject } from '../project/projects.ts';

/**
 * The project as it was when its flows were loaded. Runs that began with it keep it; its processes end when it is out of
 * date and none of them goes on.
 */
export class Generation {
  readonly opened: OpenedProject;
  #runs = 0;
  #isOld = false;

  constructor(opened: OpenedProject) {
    this.opened = opened;
  }

  /** A run begins with it; what is returned tells that it has ended. */
  enter(): () => void {
    this.#runs++;
    return () => {
      this.#runs--;
      this.#look();
    };
  }

  /** There is a newer one. */
  retire(): void {
    this.#isOld = true;
    this.#look();
  }

  #look(): void {
    if (this.#isOld && this.#runs === 0) void this.opened.types.close();
  }
}
