/** Messages about language models. */
export const models = {
  'model-unknown': 'There is no model “{name}” in bisheng.yaml.',
  'model-unknown/hint': 'There are {known}.',
  'model-unknown/none-hint':
    'No model is configured yet: describe it under “models” in bisheng.yaml. Without one, “offline” picks sentences from the given text.',
  'model-unknown/kind': '“{name}” is a model for embeddings; it can’t answer.',
  'model-unknown/embedding': 'No model for embeddings is configured.',
  'model-unknown/embedding-hint':
    'Describe one under “models” in bisheng.yaml, with “kind: embedding”; or search by words: “search_type: lexical”, --method lexical.',
  'model-key-missing':
    'The model “{name}” needs a key, and the environment variable {variable} is not set.',
  'model-key-missing/hint': 'Set {variable} in the environment or in the project’s .env.',
  'model-key': '{host} does not accept the key for the model “{name}” (status {status}){said}',
  'model-key/hint': 'Check the value of {variable}.',
  'model-key/none': '{host} wants a key for the model “{name}” (status {status}){said}',
  'model-key/none-hint':
    'Name the environment variable that holds it: “api_key_env” under models.{name} in bisheng.yaml.',
  'model-key/denied':
    'The key for the model “{name}” may not be used for this at {host} (status {status}){said}',
  'model-key/form':
    'The value of {variable} can’t be sent as a key for the model “{name}”: it has a line break or a character that no key has.',
  'model-not-found': '{host} knows no model “{model}”{said}',
  'model-not-found/hint': 'Check “model” under models.{name} in bisheng.yaml.',
  'model-busy': '{host} takes no more requests for “{name}” at the moment (status 429){said}',
  'model-busy/hint': 'Try again later, or ask less at once: --concurrency, or “retry” at the node.',
  'model-busy/long':
    '{host} takes no requests for “{name}” for the next {seconds} s (status 429){said}',
  'model-busy/very-long':
    '{host} takes no requests for “{name}” for longer than a day (status 429){said}',
  'model-quota': 'The account at {host} that pays for “{name}” is used up (status {status}){said}',
  'model-quota/hint': 'Top it up, or choose another model.',
  'model-server': '{host} failed while “{name}” was to answer (status {status}){said}',
  'model-server/stream': '{host} failed in the middle of the answer of “{name}”{said}',
  'model-server/hint': 'That is a fault of the server; trying again may help.',
  'model-connection': 'The model “{name}” can’t be reached: {problem}',
  'model-connection/redirect-hint':
    'Write the address that it redirects to as “base_url” under models.{name}.',
  'model-cut': 'The answer of “{name}” broke off: {host} closed the connection before its end.',
  'model-cut/hint': 'With “retry” at the node it is asked again.',
  'model-stalled':
    'The model “{name}” at {host} has said nothing for {seconds} {seconds|second|seconds}.',
  'model-stalled/empty':
    '{host} has kept the connection open for {seconds} {seconds|second|seconds}, and “{name}” has said nothing.',
  'model-stalled/hint': 'Give it more time with “timeout” (seconds) under models.{name}.',
  'model-protocol': 'What answers at {url} is no OpenAI-compatible API: the answer is {found}.',
  'model-protocol/page': 'a web page',
  'model-protocol/nothing': 'empty',
  'model-protocol/stream': 'a stream that is no JSON',
  'model-protocol/no-json': 'no JSON',
  'model-protocol/json': 'JSON of another form',
  'model-protocol/content': 'something that is no text',
  'model-protocol/large':
    'What {host} sends for “{name}” has more than {limit}: it was not read to its end.',
  'model-protocol/broken':
    'In the middle of the answer of “{name}” {host} sent something that belongs to no answer.',
  'model-protocol/missing': 'There is no OpenAI-compatible API at {url} (status {status}){said}',
  'model-protocol/hint': 'Check “base_url” under models.{name}; with most servers it ends in /v1.',
  'model-context': 'The prompt is too long for the model “{name}”{said}',
  'model-context/estimate':
    'The prompt is too long for the model “{name}”: about {tokens} tokens, and it takes {limit}.',
  'model-context/hint': 'Give it less: fewer passages (“top_k”), a token budget, shorter inputs.',
  'model-refused': 'The model “{name}” refuses to answer{said}',
  'model-refused/filter': 'The content filter of {host} has stopped the answer of “{name}”{said}',
  'model-refused/hint': 'Change the prompt, or catch it with “on_error”.',
  'model-empty': 'The model “{name}” has given an empty answer.',
  'model-empty/hint': 'With “retry” at the node it is asked again; or change the prompt.',
  'model-empty/length':
    'The model “{name}” has used up all its tokens before the answer itself began.',
  'model-empty/length-hint': 'Raise “max_tokens”: what it thinks counts, too.',
  'model-empty/tools': 'The model “{name}” wants to call a tool instead of answering.',
  'model-json': 'The answer of “{name}” should be JSON and is not: {answer}',
  'model-json/length': 'The answer of “{name}” should be JSON and ends in the middle: {answer}',
  'model-json/length-hint': 'Raise “max_tokens”.',
  'model-json/schema': 'The JSON that “{name}” answers does not fit the schema: {problem}',
  'model-json/hint':
    'With “retry” at the node it is asked again; if that does not help, take a stronger model or a simpler schema.',
  'model-request': '{host} refuses the request to “{name}” (status {status}){said}',
  'model-embedding': 'What {host} gives as embeddings of “{name}” is none.',
  'model-embedding/length':
    '{host} gives vectors of different lengths for “{name}”: {before} numbers before, {now} now.',
  'model-embedding/zero': 'A vector that {host} gives for “{name}” has nothing but zeros.',
  'model-offline': '“offline” is no model and can’t fill a schema.',
  'model-offline/default':
    'No model is configured, and “offline”, which answers instead, can’t fill a schema.',
  'model-offline/none-hint': 'Describe a model under “models” in bisheng.yaml.',
  'model-offline/hint': 'Name a model from bisheng.yaml.',
  'model-said': ': {text}',
  'model-said/nothing': '.',
  'model-retrying': 'Trying again in {seconds} s. {problem}',
  'model-answer-cut':
    'The answer of “{name}” ends at its limit of tokens, perhaps in the middle of a sentence.',
  'offline-answer':
    '[Extract, not written by a language model: these sentences of the given text bear on the question.]',
  'offline-answer/nothing':
    '[No language model is at work here, and nothing in the given text bears on the question.]',
  'setting-secret': '“{name}” would hold a key, and keys never stand in bisheng.yaml.',
  'setting-secret/hint':
    'Put it into the environment or .env and write the variable’s name: “api_key_env: NAME”, in a header “${{env.NAME}}”.',
  'model-setting/missing': '“{name}” has no “{key}”.',
  'model-setting/reserved': 'No model can be called “{name}”: the name means something else.',
  'model-setting/default': '“models.default” names no model that answers: “{value}”.',
  'model-setting/url':
    '{name} must be an http or https URL without user, password and query, such as https://api.example.com/v1.',
  'model-setting/variable':
    '{name} must be the name of an environment variable, such as OPENAI_API_KEY; the key itself never stands here.',
  'model-setting/kind': '{name} must be chat or embedding.',
  'model-setting/header': '{name} can’t be sent as a header.',
  'report/tokens': '{n} {count|token|tokens}',
  'llm-prompt': 'Node “{node}” has nothing to ask: its prompt is empty.',
  'llm-prompt/hint': 'Give it one: “prompt” in its config, or a node before it that gives a text.',
  'llm-history': 'The history of node “{node}” has something in it that is no turn: {value}.',
  'llm-history/hint':
    'A turn is an object with “role” (user, assistant, system) and “content” (a text).',
  'token-limit': 'The run has used {used} of the {limit} tokens that it may use.',
  'token-limit/prompt':
    'The prompt has about {prompt} tokens, and the run may use {left} more: it is not sent.',
  'token-limit/hint': 'Allow more with “token_limit” in bisheng.yaml.',
} as const;
