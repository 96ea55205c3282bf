import type { ComponentTypes } from '../engine/component.ts';
import type { OpenedProject } from '../project/projects.ts';
import { UserInstances } from './user-instances.ts';

/**
 * The project as it was when its flows were loaded. Runs that began with it keep it; its processes end when it is out of
 * date and none of them goes on.
 */
export class Generation {
  readonly opened: OpenedProject;
  readonly #instances: UserInstances;
  #runs = 0;
  #isOld = false;

  constructor(opened: OpenedProject) {
    this.opened = opened;
    const { settings } = opened.project;
    this.#instances = new UserInstances(opened.types, {
      idle: settings['serve.instance_idle'],
      most: settings['serve.instances'],
      mostOfUser: settings['serve.user_instances'],
    });
  }

  /** The types for a user's run of a flow. */
  typesFor(user: string, flow: string): ComponentTypes {
    return this.#instances.typesFor(user, flow);
  }

  /** A run begins with it; what is returned tells that it has ended. */
  enter(): () => void {
    this.#runs++;
    return () => {
      this.#runs--;
      this.#look();
    };
  }

  /** Its processes stay for as long as a work takes that is no run. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const leave = this.enter();
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** There is a newer one. */
  retire(): void {
    this.#isOld = true;
    this.#look();
  }

  #look(): void {
    if (this.#isOld && this.#runs === 0) void this.close();
  }

  /** Ends its processes. Never throws. */
  async close(): Promise<void> {
    this.#instances.close();
    await this.opened.types.close();
  }
}
