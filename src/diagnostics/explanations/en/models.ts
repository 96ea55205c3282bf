import type { Explanations } from '../explanations.ts';

/** Explains findings about language models. */
export const models = {
  'model-unknown': {
    means: 'A node names a model that is not configured.',
    advice:
      'Models are described under `models` in `bisheng.yaml`. Two are always there: `offline` picks sentences from the given text, `echo` repeats the prompt.',
  },
  'model-key-missing': {
    means: 'The environment variable with a model’s key is not set.',
    advice:
      '`api_key_env` names the variable. Set it in the environment or in the project’s `.env`.',
  },
  'model-key': {
    means: 'The server does not accept the key, or wants one.',
    advice:
      'Perhaps it is mistyped, expired, or one of another provider; check that `base_url` and the key belong together.',
  },
  'model-not-found': {
    means: 'The server knows no such model.',
    advice:
      '`model` under `models.<name>` must be the name that the server uses, which is not always the product’s name.',
  },
  'model-busy': {
    means: 'The server takes no more requests at the moment (status 429).',
    advice:
      'It was tried again a few times already. Wait, ask less at once with `--concurrency`, or give the node a `retry`.',
  },
  'model-quota': {
    means: 'The account that pays for the model is used up.',
    advice: 'Trying again does not help. Top it up at the provider, or choose another model.',
  },
  'model-server': {
    means: 'The server failed while the model was to answer.',
    advice:
      'That is the server’s fault and mostly passes. Try again; `retry` at the node does so by itself.',
  },
  'model-connection': {
    means: 'The model’s server cannot be reached.',
    advice:
      'Check `base_url`, the network and the proxy. A local server (Ollama, vLLM) must be running.',
  },
  'model-cut': {
    means: 'The connection closed before the answer was complete.',
    advice:
      'What had come so far is not taken for an answer. With `retry` at the node it is asked again.',
  },
  'model-stalled': {
    means: 'The model has said nothing for too long.',
    advice:
      'A large model may think that long: raise `timeout` under `models.<name>`. Otherwise the server hangs.',
  },
  'model-protocol': {
    means: 'What answers at `base_url` is no OpenAI-compatible API.',
    advice:
      'Mostly the path is wrong: with most servers it ends in `/v1`. A web page in the answer means that a gateway or a proxy stands before it.',
  },
  'model-context': {
    means: 'The prompt is longer than the model can take.',
    advice:
      'Give it less: fewer passages (`top_k`), a `token_budget` at the `ContextBuilder`, shorter inputs, or a model with more context.',
  },
  'model-refused': {
    means: 'The model, or a content filter before it, refuses to answer.',
    advice:
      'Asking again gives the same. Change the prompt, or lead the case to a node of its own with `on_error`.',
  },
  'model-empty': {
    means: 'The model has given an empty answer.',
    advice:
      'A model that thinks first may use up `max_tokens` before it begins: raise that. Otherwise look at the prompt.',
  },
  'model-json': {
    means: 'The answer should be JSON of a certain form and is not.',
    advice:
      'Models do that now and then. `retry` asks again; a `schema` with fewer and plainer fields, or a larger model, helps more.',
  },
  'model-request': {
    means: 'The server refuses the request as it is.',
    advice:
      'Its own words say why: a parameter that it does not know or a value outside of its range, `temperature` or `max_tokens` for instance.',
  },
  'model-embedding': {
    means: 'The server’s embeddings are none that can be used.',
    advice:
      'They must be as many as the texts, all of one length and all numbers. Check that `kind: embedding` stands at a model for embeddings.',
  },
  'model-offline': {
    means: '`offline` cannot do this, because it is no language model.',
    advice:
      'It picks sentences from the given text. To fill a schema name a model from `bisheng.yaml`.',
  },
  'model-retrying': {
    means: 'A request to a model failed and is sent again.',
    advice:
      'Nothing is lost; it only takes longer. If it comes often, ask less at once with `--concurrency`.',
  },
  'model-answer-cut': {
    means: 'An answer ended at its limit of tokens.',
    advice:
      'It may stop in the middle of a sentence. Raise `max_tokens`, or ask for a shorter answer.',
  },
  'token-limit': {
    means: 'The run has used as many tokens as it may.',
    advice:
      '`token_limit` in `bisheng.yaml` (or `BISHENG_TOKEN_LIMIT`) guards against bills that nobody expected. Raise it, or look for a loop that asks too often.',
  },
  'llm-prompt': {
    means: 'An `LLMGenerator` has nothing to ask.',
    advice:
      'Its prompt is empty. Write `prompt` in its config, or put a node before it that gives a text.',
  },
  'llm-history': {
    means: 'The history of a conversation has something in it that is no turn.',
    advice: 'Each turn is an object with `role` (user, assistant or system) and `content`, a text.',
  },
} as const satisfies Explanations;
