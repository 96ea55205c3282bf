/** What every flow of the crash test works with: each call is written into a ledger before and after its work. */
const ledger = `
import os
import time

from bisheng import idempotency_key


def note(word: str, key: str) -> int:
    with open(os.environ["LEDGER"], "a+", encoding="utf-8") as ledger:
        ledger.write(f"{word} {key}\\n")
        ledger.flush()
        ledger.seek(0)
        return ledger.read().count(f"start {key}\\n")


def work(seconds: float) -> int:
    key = idempotency_key().split(":", 1)[1]
    times = note("start", key)
    time.sleep(seconds)
    note("end", key)
    return times
`;

const work = `${ledger}

class Work(BaseComponent):
    """Adds a mark to what it gets."""

    def build(self, value: Any, mark: str = "*", seconds: float = 0.02) -> Any:
        work(seconds)
        return f"{value}{mark}"
`;

const flaky = `${ledger}

class Flaky(BaseComponent):
    """Fails whenever it is asked for the first time."""

    def build(self, value: Any) -> Any:
        if work(0.01) == 1:
            raise RuntimeError("not yet")
        return f"{value}!"
`;

const counter = `${ledger}

class Counter(BaseComponent):
    """Counts its calls; what it has counted is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def get_state(self) -> Any:
        return self.count

    def set_state(self, state: Any) -> None:
        self.count = state

    def build(self, value: Any) -> Any:
        work(0.01)
        self.count += 1
        return f"{value}{self.count}"
`;

const branches = `
nodes:
  - {id: input, type: InputNode}
  - {id: first, type: Work}
  - {id: choose, type: ConditionalRouter, config: {conditions: [{expression: 'len(text) > 3', next_node: long}], default_node: short}}
  - {id: long, type: Work, config: {mark: L}}
  - {id: short, type: Work, config: {mark: S}}
  - {id: left, type: Work, config: {mark: '<'}, inputs: {value: long.result}}
  - {id: right, type: Flaky, inputs: {value: long.result}, retry: {max_attempts: 9, delay: 0.01}}
  - {id: broken, type: Transform, config: {expression: '1 // (len(text) - len(text))'}, on_error: mended}
  - {id: mended, type: Work, inputs: {value: error.code}}
  - {id: all, type: Transform, config: {expression: '[left.result, right.result, mended.result]'}}
  - {id: last, type: Work, inputs: {value: 'str(result)'}}
edges:
  - {from: input, to: first}
  - {from: first, to: choose}
  - {from: long, to: left}
  - {from: long, to: right}
  - {from: input, to: broken}
  - {from: left, to: all}
  - {from: right, to: all}
  - {from: mended, to: all}
  - {from: all, to: last}
`;

const loops = `
nodes:
  - {id: outer, type: LoopController, config: {items: [[a, b], [c], [d, e]]}}
  - {id: inner, type: LoopController, inputs: {items: 'outer.batch[0]'}}
  - {id: work, type: Work, inputs: {value: 'inner.batch[0]'}}
  - {id: count, type: Counter, inputs: {value: work.result}}
  - {id: gather, type: ResultAggregator}
  - {id: mark, type: Work, inputs: {value: 'str(gather.result)'}}
  - {id: all, type: ResultAggregator}
  - {id: last, type: Work, inputs: {value: 'str(all.result)'}}
edges:
  - {from: outer, to: inner}
  - {from: inner, to: work}
  - {from: work, to: count}
  - {from: count, to: gather}
  - {from: gather, to: inner}
  - {from: inner, to: mark}
  - {from: mark, to: all}
  - {from: all, to: outer}
  - {from: outer, to: last}
`;

const outer = `
nodes:
  - {id: input, type: InputNode}
  - {id: loop, type: LoopController, config: {items: [1, 2, 3], batch_size: 1}}
  - {id: sub, type: Flow, config: {flow: inner.yaml}, inputs: {input: 'text + str(batch[0])'}}
  - {id: check, type: ConditionalRouter, config: {conditions: [{expression: 'batch[0] == 2', next_node: twice}], default_node: once}}
  - {id: once, type: Work, config: {mark: '.'}, inputs: {value: sub.two}}
  - {id: twice, type: Work, config: {mark: ':'}, inputs: {value: sub.two}}
  - {id: all, type: ResultAggregator}
  - {id: last, type: Work, inputs: {value: 'str(all.result)'}}
edges:
  - {from: input, to: loop}
  - {from: loop, to: sub}
  - {from: sub, to: check}
  - {from: once, to: all}
  - {from: twice, to: all}
  - {from: all, to: loop}
  - {from: loop, to: last}
`;

const inner = `
nodes:
  - {id: input, type: InputNode}
  - {id: one, type: Work, config: {mark: '1'}}
  - {id: two, type: Flaky, inputs: {value: one.result}, retry: {max_attempts: 9, delay: 0.01}}
edges:
  - {from: input, to: one}
  - {from: one, to: two}
`;

/** Whoever wins gives the same. */
const race = `
nodes:
  - {id: input, type: InputNode}
  - {id: start, type: Work}
  - {id: one, type: Work, config: {mark: '#'}, inputs: {value: start.result}}
  - {id: two, type: Work, config: {mark: '#', seconds: 0.025}, inputs: {value: start.result}}
  - {id: won, type: ResultMerger, config: {merge_strategy: first}}
  - {id: last, type: Work, inputs: {value: 'str(won.result)'}}
edges:
  - {from: input, to: start}
  - {from: start, to: one}
  - {from: start, to: two}
  - {from: one, to: won}
  - {from: two, to: won}
  - {from: won, to: last}
`;

const items = `
nodes:
  - {id: input, type: InputNode}
  - {id: each, type: ItemProcessor, config: {flow: inner.yaml, max_concurrency: 3}, inputs: {batch: '[text, "b", "c", "d", "e"]'}}
  - {id: last, type: Work, inputs: {value: 'str(each.results)'}}
edges:
  - {from: input, to: each}
  - {from: each, to: last}
`;

const forgiving = `
nodes:
  - {id: input, type: InputNode}
  - {id: loop, type: LoopController, config: {items: [0, 1, 2, 3]}}
  - {id: ready, type: Work, inputs: {value: 'batch[0]'}}
  - {id: divide, type: Transform, config: {expression: '6 // batch[0]'}, on_error: continue}
  - {id: after, type: Work, inputs: {value: 'str(divide.result) + ready.result'}}
  - {id: all, type: ResultAggregator}
  - {id: last, type: Work, inputs: {value: 'str(all.result)'}}
edges:
  - {from: input, to: loop}
  - {from: loop, to: ready}
  - {from: ready, to: divide}
  - {from: divide, to: after}
  - {from: after, to: all}
  - {from: all, to: loop}
  - {from: loop, to: last}
`;

/** The project of the crash test. */
export const files: Readonly<Record<string, string>> = {
  'bisheng.yaml': '',
  'custom_components/work/component.py': work,
  'custom_components/flaky/component.py': flaky,
  'custom_components/counter/component.py': counter,
  'branches.yaml': branches,
  'loops.yaml': loops,
  'outer.yaml': outer,
  'inner.yaml': inner,
  'race.yaml': race,
  'items.yaml': items,
  'forgiving.yaml': forgiving,
};

export const flows = [
  'branches.yaml',
  'loops.yaml',
  'outer.yaml',
  'race.yaml',
  'items.yaml',
  'forgiving.yaml',
] as const;
