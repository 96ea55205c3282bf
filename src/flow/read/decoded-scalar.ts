import type { Location } from '../../diagnostics/diagnostic.ts';
import type { ScalarTree } from '../tree.ts';

/** A text whose value and source differ. Where each of its letters comes from is worked out only when asked for. */
export class DecodedScalar implements ScalarTree {
  readonly kind = 'scalar';
  readonly value: string;
  readonly location: Location;
  readonly quoted: boolean;
  readonly textStart: number;
  #offsets: readonly number[] | undefined;
  readonly #workOut: () => readonly number[];

  constructor(
    scalar: Pick<ScalarTree, 'location' | 'quoted' | 'textStart'> & { readonly value: string },
    workOut: () => readonly number[],
  ) {
    this.value = scalar.value;
    this.location = scalar.location;
    this.quoted = scalar.quoted;
    this.textStart = scalar.textStart;
    this.#workOut = workOut;
  }

  get offsets(): readonly number[] {
    return (this.#offsets ??= this.#workOut());
  }
}
