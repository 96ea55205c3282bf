/**
 * What `bisheng._inspect` says of Python folders without running them; the shapes that come out of the worker, as JSON.
 * Lines count from 1; columns are those of Python's `ast`: UTF-8 bytes from 0.
 */
export interface Inspection {
  readonly folders: readonly InspectedFolder[];
}

/** The code of a Code node. */
export interface InspectedCode {
  /** Null where it has none, or is no Python. */
  readonly main: InspectedMain | null;
  readonly findings: readonly PythonFinding[];
  /** As in {@link ReachedCode}. */
  readonly packages: string | null;
}

/** The function `main` of code. */
export interface InspectedMain {
  readonly span: Span;
  /** Made of its signature. */
  readonly inputs: readonly InspectedInput[];
  readonly kind: InspectedBuild['kind'];
  /** Whether it takes `**kwargs`. */
  readonly takes_any: boolean;
  /** As in {@link InspectedClass}. */
  readonly stateful: boolean;
  readonly changes_state: boolean;
}

export interface InspectedFolder {
  readonly kind: 'component' | 'plugin';
  /** The folder's name. */
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /** The classes of component.py that are components, or all classes of plugin.py, in source order. */
  readonly classes: readonly InspectedClass[];
  readonly findings: readonly PythonFinding[];
  readonly reached: ReachedCode;
}

/** The project's files that code in a folder may come to by its imports and theirs. */
export interface ReachedCode {
  /** Absolute, with the folder's own. */
  readonly files: readonly string[];
  /** It imports by names that are only made when it runs: any file of the project may be one. */
  readonly open: boolean;
  /** A short text that changes with the packages that are installed; null where it imports none. */
  readonly packages: string | null;
}

/** line, column, end line, end column */
export type Span = readonly [number, number, number, number];

export interface InspectedClass {
  readonly name: string;
  readonly span: Span;
  readonly display_name: string | null;
  readonly description: string | null;
  readonly icon: string | null;
  /** Undeclared inputs: made of `build`'s signature. */
  readonly inputs: readonly InspectedInput[];
  readonly inputs_declared: boolean;
  /** Undeclared outputs: the keys of the objects that `build` returns, where all of them can be seen. */
  readonly outputs: readonly InspectedOutput[];
  readonly outputs_declared: boolean;
  /** The parameters of `__init__` but `self`. */
  readonly init: readonly InspectedParameter[];
  /** Null where there is none, not even in a base class that can be read. */
  readonly build: InspectedBuild | null;
  /** Whether it has `get_state` and `set_state`. */
  readonly keeps_state: boolean;
  /** Whether what `build` (or `process`) gives may depend on earlier calls; what can't be known counts. */
  readonly stateful: boolean;
  /** Whether it can be seen that a call changes what the next one finds: attributes, globals, or what these hold. */
  readonly changes_state: boolean;
  /** Whether it is a plugin: subclass of PluginInterface, or with its methods. */
  readonly is_plugin: boolean;
  /** Literal values of the properties or attributes `name`, `version`, `description` of a plugin. */
  readonly literals: Readonly<Record<string, string>>;
}

export interface InspectedInput {
  readonly name: string;
  readonly display_name: string | null;
  /** The field type's name (`Text`, `Integer`, …) or null where none is said. */
  readonly type: string | null;
  readonly required: boolean;
  readonly has_default: boolean;
  /** JSON; null also where the default is not a literal. */
  readonly default: unknown;
  readonly info: string | null;
  readonly placeholder: string | null;
  readonly options: readonly unknown[] | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly span: Span | null;
}

export interface InspectedOutput {
  readonly name: string;
  readonly display_name: string | null;
  readonly type: string | null;
}

export interface InspectedParameter {
  readonly name: string;
  readonly required: boolean;
  readonly has_default: boolean;
  readonly default: unknown;
  /** As written, or null. */
  readonly annotation: string | null;
}

export interface InspectedBuild {
  readonly kind: 'sync' | 'async' | 'generator' | 'async_generator';
  readonly parameters: readonly InspectedParameter[];
  /** Whether it takes `**kwargs`. */
  readonly takes_any: boolean;
}

/** A finding of the code, with the values of its message (`messages/<lang>/python.ts`). */
export interface PythonFinding {
  readonly code: string;
  /** The message's key where it is not the code. */
  readonly variant: string | null;
  readonly values: Readonly<Record<string, string | number>>;
  readonly hint: {
    readonly key: string;
    readonly values: Readonly<Record<string, string | number>>;
  } | null;
  /** Absolute. */
  readonly file: string;
  readonly span: Span | null;
}
