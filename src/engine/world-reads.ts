import type { World } from './component.ts';

/** What a component has read of its world since it was made: it may have kept it. */
export class WorldReads {
  inputs = false;
  parameters = false;

  /** The same world, of which it is known what is read. */
  watched(world: World): World {
    const see = (name: 'inputs' | 'parameters'): void => void (this[name] = true);
    return {
      types: world.types,
      folder: world.folder,
      get inputs() {
        see('inputs');
        return world.inputs;
      },
      get parameters() {
        see('parameters');
        return world.parameters;
      },
    };
  }
}
