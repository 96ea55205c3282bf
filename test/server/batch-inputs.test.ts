import { expect, test } from 'vitest';
import { ada, openService, projectFolder } from '../service/open-service.ts';
import { openServer } from './open-server.ts';

const inner = `nodes:
  - {id: rows, type: BatchInput}
`;
const behind = `nodes:
  - {id: input, type: InputNode}
  - {id: rows, type: BatchInput}
edges:
  - {from: input, to: rows}
`;
/** What stands before it may give the items. */
const given = `nodes:
  - {id: input, type: InputNode}
  - {id: make, type: Transform, config: {expression: '{"items": [text]}'}}
  - {id: rows, type: BatchInput}
edges:
  - {from: input, to: make}
  - {from: make, to: rows}
`;
/** Not every run comes to it. */
const perhaps = `nodes:
  - {id: input, type: InputNode}
  - {id: rows, type: BatchInput}
edges:
  - {from: input, to: rows, condition: 'text == "rows"'}
`;
/** What it takes is not what the run was given, by name. */
const outer = `nodes:
  - {id: input, type: InputNode, config: {input_type: data}}
  - {id: sub, type: Flow, config: {flow: inner.yaml}, inputs: {items: input.data}}
edges:
  - {from: input, to: sub}
`;

test('a BatchInput that is not the first is refused its items before there is a run', async () => {
  const folder = await projectFolder({ inner, behind, given, perhaps, outer });
  const { ask, service } = await openServer({ service: await openService(folder) });
  const execute = async (id: string, body: object): Promise<[number, unknown]> => {
    const answer = await ask('POST', `/api/v1/custom/workflows/${id}/execute`, body);
    return [answer.status, await answer.json()];
  };
  const problem = (type: string): object => ({ detail: [{ type, loc: ['body', 'items'] }] });
  expect(await execute('behind', { input: 'x' })).toMatchObject([422, problem('missing')]);
  expect(await execute('behind', { input: 'x', items: 1 })).toMatchObject([
    422,
    problem('list_type'),
  ]);
  expect(service.runs(ada, {})).toEqual([]);
  const ours = await ask('POST', '/api/v1/workflows/behind/runs', { inputs: { input: 'x' } });
  expect([ours.status, await ours.json()]).toMatchObject([422, { title: 'input' }]);
  const right = await execute('behind', { input: 'x', items: [1] });
  expect(right).toMatchObject([200, { result: [1] }]);
  expect(await execute('given', { input: 'x' })).toMatchObject([200, { result: ['x'] }]);
  expect((await execute('perhaps', { input: 'x' }))[0]).toBe(200);
});

test('deeper in, the run fails with an error of its own', async () => {
  const folder = await projectFolder({ inner, perhaps, outer });
  const server = await openServer({ service: await openService(folder) });
  const failures = [
    ['outer', { data: 5 }, 'batch-input-type at sub'],
    ['perhaps', { input: 'rows' }, 'batch-input-missing at rows'],
  ] as const;
  for (const [id, body, error] of failures) {
    const answer = await server.ask('POST', `/api/v1/custom/workflows/${id}/execute`, body);
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { detail: `工作流执行失败: ${error}` },
    ]);
    const [run] = server.service.runs(ada, { limit: 1 });
    expect(run?.error?.code).toBe(error.split(' ')[0]);
  }
  // None of them is a defect of the server's.
  expect(server.log.map((entry) => entry.error)).toEqual(
    failures.map(([, , error]) => `工作流执行失败: ${error}`),
  );
});
