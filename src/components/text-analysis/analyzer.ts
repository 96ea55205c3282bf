import type { Context } from '../../engine/component.ts';
import type { Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { DEFAULT_THRESHOLD, IntentClassifier, UNKNOWN, type Intent } from './intent.ts';
import { detectLanguage, UNDETERMINED } from './language.ts';
import { scoreSentiment, sentimentOf } from './sentiment.ts';

export type Analysis = 'sentiment' | 'intent' | 'language';

/** Of a longer text only the beginning is read, so that no text holds a run up. In UTF-16 units. */
const LONGEST_TEXT = 1_000_000;
/** Languages whose words the sentiment knows; a text of no language may still have emoji. */
const readLanguages: readonly string[] = ['zh', 'en', UNDETERMINED];

/** Outputs of analyses, by name. */
export type Outputs = readonly (readonly [name: string, value: Value])[];

/** Analyses the texts of one TextAnalyzer. */
export class Analyzer {
  readonly #node: string;
  readonly #classifier: IntentClassifier;
  readonly #threshold: number;
  readonly #told = new Set<string>();

  /** `threshold`: the confidence below which an intent is `unknown`. */
  constructor(
    node: string,
    { intents, threshold }: { readonly intents: readonly Intent[]; readonly threshold?: number },
  ) {
    this.#node = node;
    this.#classifier = new IntentClassifier(intents);
    this.#threshold = threshold ?? DEFAULT_THRESHOLD;
  }

  /** The outputs of the analyses, in their order. Tells the context what could not be read. */
  async analyze(text: string, analyses: readonly Analysis[], context: Context): Promise<Outputs> {
    const read = text.slice(0, LONGEST_TEXT);
    if (read.length < text.length)
      this.#warn('text-analyzer-cut', { limit: LONGEST_TEXT }, context);
    // An intent needs no language, and telling one may load letter statistics.
    const needed = analyses.some((analysis) => analysis !== 'intent');
    const language = needed ? await detectLanguage(read) : UNDETERMINED;
    const outputs: (readonly [string, Value])[] = [];
    for (const analysis of analyses) {
      if (analysis === 'sentiment')
        outputs.push(...(await this.#sentiment(read, language, context)));
      else if (analysis === 'intent') outputs.push(...this.#intent(read));
      else outputs.push(['language', language]);
    }
    return outputs;
  }

  async #sentiment(text: string, language: string, context: Context): Promise<Outputs> {
    const readable = readLanguages.includes(language);
    if (!readable) this.#warn('text-analyzer-language', { language }, context);
    const score = await scoreSentiment(text, readable);
    return [
      ['sentiment_score', score],
      ['sentiment', sentimentOf(score)],
    ];
  }

  #intent(text: string): Outputs {
    const { intent, confidence } = this.#classifier.classify(text);
    return [
      ['intent', confidence >= this.#threshold ? intent : UNKNOWN],
      ['intent_confidence', confidence],
    ];
  }

  /** Once for each thing to tell, not for each of a million texts. */
  #warn(
    code: 'text-analyzer-cut' | 'text-analyzer-language',
    values: Readonly<Record<string, string | number>>,
    context: Context,
  ): void {
    const text = message(code, { node: this.#node, ...values });
    const told = JSON.stringify(text);
    if (this.#told.has(told)) return;
    this.#told.add(told);
    context.warn(code, text);
  }
}
