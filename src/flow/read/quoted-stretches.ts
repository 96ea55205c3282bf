import { parseEvents, SCALAR_STYLE, EVENT_ID, YAMLException } from 'js-yaml';
import { maxDepth } from './build-tree.ts';

/** A stretch of a text: offsets, end excluded. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the texts of a YAML source stand in which a `#` begins no comment: all but blocks (`|`, `>`), which hold lines of
 * another language that may have comments of its own. Undefined for a source that is no YAML.
 */
export function quotedStretches(text: string): readonly Stretch[] | undefined {
  try {
    return parseEvents(text, { maxDepth }).flatMap((event) => {
      if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) return [];
      const isBlock = ![
        SCALAR_STYLE.PLAIN,
        SCALAR_STYLE.SINGLE_QUOTED,
        SCALAR_STYLE.DOUBLE_QUOTED,
      ].some((style) => style === event.style);
      return isBlock ? [] : [{ start: event.valueStart, end: event.valueEnd }];
    });
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
