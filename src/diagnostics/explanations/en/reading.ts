import type { Explanations } from '../explanations.ts';

/** Explains findings about reading files. */
export const reading = {
  'file-binary': {
    means: 'The file is not a text.',
    advice:
      'It holds zero bytes, as pictures, archives and databases do. Give the path of the YAML or JSON file itself; if an editor has damaged it, restore it from version control.',
  },
  'file-encoding': {
    means: 'The file is not UTF-8.',
    advice:
      'Names and texts would come out garbled, so nothing of the file is read. Files saved on Chinese Windows are often GBK: save them as UTF-8 in the editor, or convert them with `iconv -f GB18030 -t UTF-8`.',
  },
  'file-too-large': {
    means: 'The file is larger than 32 MB.',
    advice:
      'A flow is a few kilobytes; a file of this size is data. Keep data in files of their own (`.jsonl`, `.csv`) and let a `BatchInput` read them, or pass them with `--input-file`.',
  },
  'flow-empty': {
    means: 'The file has nothing in it but comments and blank lines.',
    advice:
      'There is nothing to check or run. Write at least `nodes`, or delete the file; `bisheng new flow` writes a flow that works.',
  },
  'flow-not-a-mapping': {
    means: 'The file is a list or a single value, not keys with values.',
    advice:
      'A flow is a mapping with `nodes` and `edges` at the top. Often `nodes:` is missing above the list, or a colon is full-width or has no space after it.',
  },
  'canvas-json': {
    means: 'The file was exported from the BISHENG canvas.',
    advice:
      'Its nodes carry positions and widgets, and another structure than flows here; this version cannot read it. Write the flow as YAML with `nodes` and `edges`.',
  },
  'yaml-syntax': {
    means: 'The text breaks a rule of YAML.',
    advice:
      'Nothing of the file can be read before that is put right, so other mistakes are not told yet. The hint says what most likely happened: indentation, a missing quote or bracket, a full-width colon or comma.',
  },
  'yaml-too-deep': {
    means: 'Lists and mappings stand in each other more than 100 levels deep.',
    advice:
      'No flow needs that; it is mostly a slip in generated files. Flatten the structure, or move the data into a file that a node reads.',
  },
  'yaml-too-large': {
    means: 'Written out, the aliases of the file would make it far too large.',
    advice:
      'Each `*name` repeats what `&name` stands for, and aliases of aliases multiply. This is how a small file can fill the memory, so it is refused before that happens. Write the values out, or use fewer aliases.',
  },
  'yaml-alias': {
    means: 'An alias (`*name`) stands for nothing, or contains itself.',
    advice:
      'Its anchor `&name` must stand above it in the same file. If the text really begins with `*`, put it in quotes.',
  },
  'yaml-tag': {
    means: 'The value has a YAML tag such as `!python/object`.',
    advice:
      'Tags can make other programs run code while they read a file; here only plain data is read. Remove the tag, or quote the text if it begins with `!`.',
  },
  'yaml-key': {
    means: 'A key is a list or a mapping, or is missing.',
    advice:
      'Keys are texts. A placeholder or a text that begins with a bracket must be quoted to be a key.',
  },
  'yaml-merge-key': {
    means: '`<<` is used to merge mappings.',
    advice:
      'Merging was part of YAML 1.1 and is gone in 1.2; readers differ in what they make of it. Write the keys out.',
  },
  'yaml-number': {
    means: 'A number is too large to be held.',
    advice:
      'It would become infinite. If it is an identifier such as an order number, quote it: then it is a text.',
  },
  'yaml-odd-space': {
    means: 'A key begins with a space that is not an ordinary one.',
    advice:
      'Input methods and web pages bring full-width (U+3000) and no-break spaces along. YAML takes them for letters, so the key has another name than it seems to have. Replace them with ordinary spaces.',
  },
  'yaml-1-1-differs': {
    means: 'YAML 1.1, which Python reads, takes this value for something else.',
    advice:
      'Here `yes` is a text and `012` is twelve; for the platform’s Python `yes` is true and `012` is ten. Quote the value, or write what is meant, so that both read the same.',
  },
  'duplicate-key': {
    means: 'A mapping has the same key twice.',
    advice:
      'Only one of the values could count, and most readers silently drop the first. Remove one of them or rename it.',
  },
} as const satisfies Explanations;
