import type { Explanations } from '../explanations.ts';

/** Explains findings about the structure of flows. */
export const structure = {
  'field-type': {
    means: 'A field has a value of another kind than it can have.',
    advice:
      'A text stands where a list is expected, or the like. The hint says what is expected; expressions that begin with a bracket must be quoted as a whole.',
  },
  'key-unknown': {
    means: 'A key means nothing where it stands and is ignored.',
    advice:
      'Mostly it is mistyped, or indented too little or too much. Because it is ignored, the flow would run without what it says. Correct or remove it.',
  },
  'nodes-missing': {
    means: 'The flow has no nodes.',
    advice:
      'Nothing could be done. Add `nodes`, a list in which each node has an `id` and a `type`.',
  },
  'node-not-a-map': {
    means: 'An entry of `nodes` is not a mapping.',
    advice:
      'Each entry begins with `- id:` and has `type:` below it. A full-width colon, or one without a space, makes a plain text of it.',
  },
  'edge-not-a-map': {
    means: 'An entry of `edges` is not a mapping.',
    advice: 'Each entry has `from` and `to`. Arrows such as `a -> b` are not understood.',
  },
  'edge-incomplete': {
    means: 'An edge lacks `from` or `to`.',
    advice:
      'Both are needed, each with the id of one node; `source` and `target` are other tools’ words. For several targets write several edges.',
  },
  'node-id-missing': {
    means: 'A node has no id.',
    advice:
      'Edges, routers and expressions name nodes by their ids. Give it one that no other node has.',
  },
  'node-id-invalid': {
    means: 'A node’s id has characters that an id cannot have.',
    advice:
      'Letters (Chinese ones too), digits, `_` and `-` are fine. A dot would part a node from its output: `node.output`.',
  },
  'node-id-reserved': {
    means: 'A node’s id is a word with a meaning of its own.',
    advice:
      '`on_error: fail` and `on_error: continue` say what a failure does, so no node can have these names. Rename it.',
  },
  'node-type-missing': {
    means: 'A node has no type.',
    advice:
      'The type says what the node does: a built-in one, a component or a plugin of the project. `docs/nodes.md` lists the built-in ones.',
  },
  'unknown-node-type': {
    means: 'No built-in type, component or plugin has this name.',
    advice:
      'Check the spelling. A component is found by its class or by the name of its folder below `custom_components/`, a plugin by its folder below `plugins/`; `bisheng component list` and `bisheng plugin list` show them.',
  },
  'node-type-not-yet': {
    means: 'The type is known, but this version cannot run it.',
    advice:
      'It belongs to the platform or to a later version. Use a type that does the same (`LLMGenerator` for `LLM`), or write a component.',
  },
} as const satisfies Explanations;
