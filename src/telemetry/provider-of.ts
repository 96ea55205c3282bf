/** Servers whose makers the conventions know by name. */
const known: readonly (readonly [ending: string, provider: string])[] = [
  ['anthropic.com', 'anthropic'],
  ['amazonaws.com', 'aws.bedrock'],
  ['openai.azure.com', 'azure.ai.openai'],
  ['cognitiveservices.azure.com', 'azure.ai.openai'],
  ['models.ai.azure.com', 'azure.ai.inference'],
  ['cohere.com', 'cohere'],
  ['deepseek.com', 'deepseek'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
  ['aiplatform.googleapis.com', 'gcp.vertex_ai'],
  ['groq.com', 'groq'],
  ['mistral.ai', 'mistral_ai'],
  ['perplexity.ai', 'perplexity'],
  ['x.ai', 'x_ai'],
];

/** `gen_ai.provider.name` of a server; of one that nobody knows that of the protocol, as the conventions want it. */
export function providerOf(host: string): string {
  const found = known.find(([ending]) => host === ending || host.endsWith(`.${ending}`));
  return found?.[1] ?? 'openai';
}
