import fc from 'fast-check';
import { it } from 'vitest';
import { loopsAround } from './model.ts';
import { randomModel } from './random-flow.ts';
import { reference } from './reference.ts';
it('stats', () => {
  const c: Record<string, number> = {};
  const add = (k: string, n = 1) => (c[k] = (c[k] ?? 0) + n);
  let all: any[] = fc.sample(fc.array(fc.nat(59), { maxLength: 250, size: 'max' }), 3000);
  for (const numbers of all) {
    const m = randomModel(numbers);
    const r = reference(m);
    add('status ' + r.status);
    add('nodes', m.nodes.length);
    add('ran', r.ran.length); add('skipped', r.skipped.length);
    const depth = Math.max(0, ...m.nodes.map((n) => loopsAround(m, n.id).length));
    add('depth ' + depth);
    if (m.nodes.some((n) => n.onError === 'continue')) add('continue');
    if (m.nodes.some((n) => n.onError && n.onError !== 'continue')) add('handler');
    if (m.edges.some((e) => e.test && loopsAround(m, e.from).some((l) => l !== e.to && !loopsAround(m, e.to).includes(l)))) add('break edge');
    if (m.edges.some((e) => !e.test && loopsAround(m, e.from).some((l) => l !== e.to && !loopsAround(m, e.to).includes(l)))) add('exit edge');
    if (m.edges.some((e) => loopsAround(m, e.to).some((l) => l !== e.from && !loopsAround(m, e.from).includes(l)))) add('entry edge');
    for (const k of ['router','loop','aggregator','merger']) if (m.nodes.some((n) => n.kind === k)) add(k);
  }
  console.log(c);
});
