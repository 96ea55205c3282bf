import { nearest } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { child, entry } from '../flow/tree.ts';
import { message } from '../messages/message.ts';
import type { InspectedClass, InspectedFolder } from '../python/inspection.ts';
import type { Plugin } from './plugin.ts';

/** Reports where a plugin's config.yaml and its plugin.py differ. What is wrong with the code itself is said elsewhere. */
export function checkCode(plugin: Plugin, { classes }: InspectedFolder, report: Report): void {
  const found = classes.find(({ name }) => name === plugin.className);
  if (found) {
    checkClass(plugin, found, report);
    checkLabels(plugin, found, report);
    return;
  }
  const { className } = plugin;
  const plugins = classes.filter((other) => other.is_plugin).map(({ name }) => name);
  const near = plugins.length === 1 ? plugins[0] : nearest(className, plugins);
  const known = plugins.join(', ');
  report({
    severity: 'error',
    code: 'plugin-class-unknown',
    message: message('plugin-class-unknown', { class: className }),
    location: child(plugin.manifest, 'class_name')?.location ?? plugin.manifest.location,
    ...(near !== undefined && { hint: message('did-you-mean', { name: near }) }),
    ...(near === undefined &&
      known !== '' && { hint: message('plugin-class-unknown/hint', { known }) }),
  });
}

function checkClass(plugin: Plugin, found: InspectedClass, report: Report): void {
  if (found.is_plugin) return;
  report({
    severity: 'error',
    code: 'plugin-class-kind',
    message: message('plugin-class-kind', { class: found.name }),
    location: child(plugin.manifest, 'class_name')?.location ?? plugin.manifest.location,
    hint: message('plugin-class-kind/hint'),
  });
}

function checkLabels(plugin: Plugin, { name, literals }: InspectedClass, report: Report): void {
  for (const key of ['name', 'version', 'description'] as const) {
    const said = Object.hasOwn(literals, key) ? literals[key] : undefined;
    const written = entry(plugin.manifest, key);
    if (said === undefined || !written || plugin[key] === said) continue;
    report({
      severity: 'warning',
      code: 'plugin-label-differs',
      message: message('plugin-label-differs', {
        key,
        class: name,
        said,
        given: plugin[key] ?? '',
      }),
      location: written.value.location,
      hint: message('plugin-label-differs/hint', { key }),
    });
  }
}
