/** Messages about cassettes (recorded exchanges) and faults. */
export const exchanges = {
  'http-not-recorded': 'The cassette {file} has no answer to {request}: {change}.',
  'http-not-recorded/several':
    'The cassette {file} has no answer to {request}: {change}; also different: {more}.',
  'http-not-recorded/again':
    'The cassette {file} has no further answer to {request}: it is asked more often than was recorded.',
  'http-not-recorded/none': 'The cassette {file} has no answer to {request}, nor to one like it.',
  'http-not-recorded/no-cassette':
    '{request} would need a server, and there is no cassette {file}.',
  'http-not-recorded/record-hint': 'Record one with --record: then servers are asked once.',
  'http-not-recorded/hint':
    'If the change is meant, record again with --record. A part that differs each time can be listed under “ignore” in the cassette.',
  'http-not-recorded/model': 'The model “{name}” can’t answer. {problem}',
  'exchange-change': '{path} was {was}, is {is}',
  'exchange-change/new': '{path} is new: {is}',
  'exchange-change/gone': '{path} is gone, was {was}',
  'cassette-invalid': 'This is no cassette: {what} is missing or has another form.',
  'cassette-invalid/version': 'The cassette has format {version}; this version reads format 1.',
  'cassette-invalid/hint': 'Record it again with --record.',
  'cassette-foreign': '{file} is no cassette: recording would write over it.',
  'cassette-foreign/hint': 'Name another file, or delete this one first.',
  'cassette-too-large':
    'The recorded exchanges come to {size}, more than a cassette may have ({limit}).',
  'cassette-unwritable': 'The cassette {file} can’t be written ({reason}).',
  'cassette-recorded': '{file}: {count} {count|exchange|exchanges} recorded.',
  'cassette-recorded/failed':
    '{file}: {count} {count|exchange|exchanges} recorded, {failed} of them failed.',
  'cassette-nothing': 'Nothing was recorded: no server was asked.',
  'cassette-unused':
    '{file}: {count} of {total} recorded {total|exchange was|exchanges were} not asked for, the first: {request}.',
  'cassettes-orphaned':
    '{count} {count|cassette belongs|cassettes belong} to no test: {files}. After a new name of its test, give a cassette the name that --replay asks for; else delete it.',
  'tests-live':
    '{count} {count|test has|tests have} no cassette and asked real servers: {names}. --record keeps what they answer; --replay asks nobody.',
  'tests-ci':
    'In CI (CI is set) tests ask no servers: what has no cassette fails. Record one with --record, or let them ask with --live.',
  'fault-form': '“{text}” is no fault: write target=kind or target=kind:probability.',
  'fault-form/hint': 'For example llm=timeout:0.3, http=500, answer=cut (a node’s id).',
  'fault-kind': '“{kind}” in “{text}” is no kind of fault. There are: {kinds}.',
  'fault-probability': '“{value}” in “{text}” is no probability: write a number from 0 to 1.',
  'fault-target':
    'The fault “{text}” is meant for “{target}”, but the flow has no such node. Other targets: llm, http.',
  'fault-target/tests':
    'The fault “{text}” is meant for “{target}”, but no flow of these tests has such a node. Other targets: llm, http.',
  'fault-struck': 'This failure was brought about by --fault {fault}.',
  'fault-summary':
    'Faults struck {count} {count|time|times}; --seed {seed} lets the same ones strike again.',
  'seed-alone': '--seed is for --fault, of which there is none.',
  'seed-value': '“{value}” is no seed: write a whole number.',
  'help-flag/test-record': 'Ask the servers, and keep all exchanges in cassettes beside the tests',
  'help-flag/test-replay': 'Answer from cassettes only: no network, no key, no cost',
  'help-flag/test-live': 'Let tests without a cassette ask the servers in CI, too',
  'help-flag/record': 'Keep all exchanges with models and servers in this file',
  'help-flag/replay': 'Answer from such a file: no network, no key, no cost',
  'help-flag/fault': 'Let requests fail: llm=timeout:0.3, http=500, <node>=cut …',
  'help-flag/seed': 'Let the same faults strike as with this number before',
} as const;
