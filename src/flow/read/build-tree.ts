import {
  COLLECTION_STYLE,
  EVENT_ID,
  type AliasEvent,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import { message } from '../../messages/message.ts';
import type { ListTree, MapEntry, MapTree, ScalarTree, Tree } from '../tree.ts';
import { ExpandedSizes, maxAliasWeight } from './expanded-size.ts';
import { skipGap, skipSigns } from './gap.ts';
import { acceptKey } from './keys.ts';
import { readScalar } from './read-scalar.ts';
import { syntaxFinding } from './syntax-error.ts';
import { coreTag, foreignTag, type CoreTag } from './tags.ts';

/** How deep lists and maps may be nested, aliases written out. */
export const maxDepth = 100;

/** A list or map whose end has not come yet. */
interface Frame {
  readonly kind: 'list' | 'map';
  readonly start: number;
  /** The bracket that ends it; none for a block, or for a lone pair in brackets (`[a: b]`). */
  readonly closer: string | undefined;
  readonly items: Tree[];
  readonly entries: MapEntry[];
  /** The keys so far, for finding duplicates. */
  readonly keys: Map<string, ScalarTree>;
  /** The key whose value comes next; null for one that was refused. */
  key: ScalarTree | null | undefined;
  readonly anchor: string | undefined;
}

const NO_KEYS = new Map<string, ScalarTree>();

/** Thrown when reading on makes no sense; its finding is the only one. */
class Stop extends Error {
  readonly finding: Diagnostic;
  constructor(finding: Diagnostic) {
    super();
    this.finding = finding;
  }
}

/**
 * Builds the tree of a text from the events of js-yaml's parser. What can be read in spite of a mistake is read; for
 * aliases that would blow up the result is undefined. A text without any value is the scalar null.
 */
export function buildTree(
  file: SourceFile,
  events: readonly Event[],
  report: Report,
): Tree | undefined {
  const findings: Diagnostic[] = [];
  try {
    const tree = new Builder(file, (finding) => findings.push(finding)).build(events);
    findings.forEach(report);
    return tree;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    report(error.finding);
    return undefined;
  }
}

class Builder {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #report: Report;
  readonly #frames: Frame[] = [];
  /** The innermost frame. */
  #frame: Frame | undefined;
  /** What each anchor stands for; a frame while its end has not come yet. */
  readonly #anchors = new Map<string, Tree | Frame>();
  readonly #sizes = new ExpandedSizes();
  readonly #foreignTags = new Set<string>();
  #aliasWeight = 0;
  /** Where what was last read ends. */
  #cursor = 0;
  #root: Tree | undefined;

  constructor(file: SourceFile, report: Report) {
    this.#file = file;
    this.#text = file.text;
    this.#report = report;
  }

  build(events: readonly Event[]): Tree {
    let documents = 0;
    let index = 0;
    for (const event of events) {
      index++;
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          if (++documents > 1) this.#secondDocument();
          break;
        case EVENT_ID.SCALAR:
          this.#scalar(event);
          break;
        case EVENT_ID.ALIAS:
          this.#alias(event);
          break;
        case EVENT_ID.SEQUENCE:
        case EVENT_ID.MAPPING:
          this.#open(event, events[index]);
          break;
        case EVENT_ID.POP:
          this.#close();
          break;
      }
    }
    return this.#root ?? this.#emptyText();
  }

  #emptyText(): ScalarTree {
    const location = { file: this.#file, start: 0, end: 0 };
    return { kind: 'scalar', value: null, location, quoted: false, textStart: 0 };
  }

  #scalar(event: ScalarEvent): void {
    const tag = this.#tag(event);
    const from = this.#before(event);
    const frame = this.#frame;
    const isKey = frame?.kind === 'map' && frame.key === undefined;
    const tree = readScalar(this.#file, event, { tag, from, isKey }, this.#report);
    this.#cursor = Math.max(tree.location.end, from);
    if (event.anchorStart !== -1) this.#anchors.set(this.#name(event), tree);
    this.#add(tree);
  }

  /** Where an empty scalar stands (behind the colon or dash), or from where the header of a block is searched. */
  #before(event: ScalarEvent): number {
    if (event.tagEnd !== -1 || event.anchorEnd !== -1)
      return Math.max(event.tagEnd, event.anchorEnd);
    if (event.valueStart !== -1) return this.#cursor;
    const frame = this.#frame;
    if (!frame) return this.#cursor;
    const sign = frame.kind === 'list' ? '-' : frame.key === undefined ? '?' : ':';
    const at = skipGap(this.#text, this.#cursor);
    if (this.#text.charAt(at) === sign) return at + 1;
    // A key that is missing is missed in front of its colon.
    return sign === '?' && this.#text.charAt(at) === ':' ? at : this.#cursor;
  }

  #alias(event: AliasEvent): void {
    this.#cursor = event.anchorEnd;
    const name = this.#name(event);
    const location = { file: this.#file, start: event.anchorStart - 1, end: event.anchorEnd };
    const target = this.#anchors.get(name);
    if (!target || 'anchor' in target) {
      const kind = target ? 'yaml-alias/recursive' : 'yaml-alias/unknown';
      const values = { name: excerpt(name) };
      this.#report({
        severity: 'error',
        code: 'yaml-alias',
        message: message(kind, values),
        location,
        hint: message(`${kind}-hint`, values),
      });
      this.#add({ kind: 'unknown', type: 'string', location });
      return;
    }
    const size = this.#sizes.of(target);
    if (this.#frames.length + size.depth > maxDepth) {
      throw new Stop(depthFinding(this.#file, location.start, location.end));
    }
    this.#aliasWeight += size.weight;
    if (this.#aliasWeight > maxAliasWeight) {
      throw new Stop({
        severity: 'error',
        code: 'yaml-too-large',
        message: message('yaml-too-large', { name: excerpt(name) }),
        location,
        hint: message('yaml-too-large/hint'),
      });
    }
    this.#add(target);
  }

  #open(event: SequenceEvent | MappingEvent, next: Event | undefined): void {
    const tag = this.#tag(event);
    const kind = event.type === EVENT_ID.SEQUENCE ? 'list' : 'map';
    if (tag !== undefined && tag !== (kind === 'list' ? 'seq' : 'map'))
      this.#tagMismatch(event, tag);
    const { start } = event;
    const bracket = this.#text.charAt(start);
    // The event of a lone pair begins where its key does, which may be a bracket too.
    const isPair =
      kind === 'map' && (bracket !== '{' || (next?.type === event.type && next.start === start));
    const inBrackets = event.style === COLLECTION_STYLE.FLOW && !isPair;
    const anchor = event.anchorStart === -1 ? undefined : this.#name(event);
    const frame: Frame = {
      kind,
      start,
      closer: inBrackets ? (kind === 'list' ? ']' : '}') : undefined,
      items: [],
      entries: [],
      keys: kind === 'list' ? NO_KEYS : new Map<string, ScalarTree>(),
      key: undefined,
      anchor,
    };
    this.#cursor = inBrackets ? start + 1 : start;
    if (anchor !== undefined) this.#anchors.set(anchor, frame);
    this.#frames.push(frame);
    this.#frame = frame;
  }

  #close(): void {
    const frame = this.#frames.pop();
    this.#frame = this.#frames.at(-1);
    // The last event closes the document.
    if (!frame) return;
    if (frame.closer !== undefined) {
      const at = skipSigns(this.#text, this.#cursor, ',:?');
      if (this.#text.charAt(at) === frame.closer) this.#cursor = at + 1;
    }
    const location = { file: this.#file, start: frame.start, end: this.#cursor };
    const tree: ListTree | MapTree =
      frame.kind === 'list'
        ? { kind: 'list', items: frame.items, location }
        : { kind: 'map', entries: frame.entries, location };
    if (frame.anchor !== undefined && this.#anchors.get(frame.anchor) === frame) {
      this.#anchors.set(frame.anchor, tree);
      // Measured now, while what it contains is measured already: see ExpandedSizes.
      this.#sizes.of(tree);
    }
    this.#add(tree);
  }

  #add(tree: Tree): void {
    const frame = this.#frame;
    if (!frame) this.#root ??= tree;
    else if (frame.kind === 'list') frame.items.push(tree);
    else if (frame.key === undefined) {
      frame.key = acceptKey(tree, frame.keys, this.#report);
    } else {
      if (frame.key) frame.entries.push({ key: frame.key, value: tree });
      frame.key = undefined;
    }
  }

  /** The core tag of a value; any other one is reported (once each) and then ignored. */
  #tag({ tagStart, tagEnd }: ScalarEvent | SequenceEvent | MappingEvent): CoreTag | undefined {
    if (tagStart === -1) return undefined;
    const written = this.#text.slice(tagStart, tagEnd);
    const tag = coreTag(written);
    if (tag === undefined && !this.#foreignTags.has(written)) {
      this.#foreignTags.add(written);
      this.#report(foreignTag(this.#file, tagStart, tagEnd));
    }
    return tag;
  }

  #tagMismatch({ tagStart, tagEnd, start }: SequenceEvent | MappingEvent, tag: CoreTag): void {
    const values = { tag: `!!${tag}`, text: excerpt(this.#text.slice(start, start + 40)) };
    this.#report({
      severity: 'error',
      code: 'yaml-tag',
      message: message('yaml-tag/mismatch', values),
      location: { file: this.#file, start: tagStart, end: tagEnd },
      hint: message('yaml-tag/mismatch-hint'),
    });
  }

  #name({ anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number }): string {
    return this.#text.slice(anchorStart, anchorEnd);
  }

  #secondDocument(): never {
    const marker = /^(?:---|\.\.\.)(?=\s|$)/gm;
    marker.lastIndex = this.#cursor;
    const start = marker.exec(this.#text)?.index ?? this.#cursor;
    throw new Stop(syntaxFinding(this.#file, { kind: 'documents', start, end: start + 3 }));
  }
}

/** The finding for a text that is nested too deep at a place. */
export function depthFinding(file: SourceFile, start: number, end: number): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml-too-deep',
    message: message('yaml-too-deep', { limit: maxDepth }),
    location: { file, start, end },
  };
}
