import type { Explanations } from '../explanations.ts';

/** Explains findings about plugins. */
export const plugins = {
  'plugin-manifest': {
    means: 'A plugin’s `config.yaml` is no mapping.',
    advice: 'It describes the plugin with `name`, `version`, `class_name` and so on.',
  },
  'plugin-incomplete': {
    means: 'A plugin’s folder lacks `plugin.py` or `config.yaml`.',
    advice: 'It is passed over, and flows cannot use it. Add the file, or take the folder away.',
  },
  'plugin-class-missing': {
    means: 'A plugin’s `config.yaml` does not name its class.',
    advice: '`class_name` says which class of `plugin.py` is the plugin.',
  },
  'plugin-class-unknown': {
    means: '`plugin.py` has no class of the name in `class_name`.',
    advice: 'Correct `class_name`, or rename the class.',
  },
  'plugin-class-kind': {
    means: 'The class in `class_name` is no plugin.',
    advice:
      'A plugin inherits from `PluginInterface` and has `initialize`, `process` and `cleanup`.',
  },
  'plugin-method-missing': {
    means: 'A plugin’s class lacks a method that every plugin has.',
    advice: 'Python refuses to make an object of it. Add the methods; `cleanup` may do nothing.',
  },
  'plugin-label-differs': {
    means: '`config.yaml` and the class say different things of the plugin.',
    advice:
      'People see the one or the other. Write the same name, version and description in both.',
  },
  'requirement-invalid': {
    means: 'A line of `dependencies` is no requirement that pip understands.',
    advice:
      'Write it as for pip: `"nltk>=3.8"`, `"torch==2.*"`; quote it, because of the signs in it.',
  },
  'plugin-not-installed': {
    means: 'Packages that a plugin needs are not installed.',
    advice:
      'Nothing is installed unasked. Run `bisheng plugin install`: each plugin gets an environment of its own.',
  },
  'permission-invalid': {
    means: 'A line of `permissions` is not understood.',
    advice:
      'There are `network`, `read:PATH`, `write:PATH`, `run:PROGRAM`, `env:NAME`, and the guide’s `read_text`, `process_text`, `cache_results`.',
  },
  'permission-missing-place': {
    means: 'A permission is for a file, folder or program that is not there.',
    advice:
      'It gives nothing: only what exists when the plugin starts can be opened to it. Create it before, or take the permission away.',
  },
  'permission-denied': {
    means: 'Code did something that it has no permission for.',
    advice:
      'The system has stopped it; the message names the permission that is lacking. Add it to `permissions` if the plugin should be able to do that.',
  },
  'sandbox-unavailable': {
    means: 'The permissions of a plugin cannot be enforced on this machine.',
    advice:
      'It does not run unwatched. Use Linux 5.13 or newer with Landlock, trust the plugin with `bisheng plugin trust`, or switch the sandbox off for the project with `sandbox: "off"`.',
  },
} as const satisfies Explanations;
