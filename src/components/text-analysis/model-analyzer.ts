import type { Context } from '../../engine/component.ts';
import { objectOf, own, type Value, type ValueObject } from '../../flow/value.ts';
import type { Models } from '../../models/models.ts';
import { askForJson } from '../ask-for-json.ts';
import { scalarText } from '../scalar-text.ts';
import type { Analysis, Outputs } from './analyzer.ts';
import { DEFAULT_THRESHOLD, UNKNOWN } from './intent.ts';
import { categoryLines, type Category } from './read-intents.ts';
import { UNDETERMINED } from './language.ts';
import { sentimentOf } from './sentiment.ts';

const share = { type: 'number', minimum: 0, maximum: 1 };

/** Lets a model analyse the texts of one TextAnalyzer. */
export class ModelAnalyzer {
  readonly #models: Models;
  readonly #config: ValueObject;
  readonly #intents: readonly Category[];
  readonly #threshold: number;

  /** `config` is the node's: the model and how to ask it. */
  constructor(
    models: Models,
    config: ValueObject,
    { intents, threshold }: { readonly intents: readonly Category[]; readonly threshold?: number },
  ) {
    this.#models = models;
    this.#config = config;
    this.#intents = intents;
    this.#threshold = threshold ?? DEFAULT_THRESHOLD;
  }

  /** The outputs of the analyses, in their order; all of them with one question. */
  async analyze(text: string, analyses: readonly Analysis[], context: Context): Promise<Outputs> {
    const fields = analyses.flatMap((analysis) => this.#fieldsOf(analysis));
    const schema = {
      type: 'object',
      properties: objectOf(fields),
      required: fields.map(([name]) => name),
      additionalProperties: false,
    };
    const instructions = [
      'Analyse a text.',
      ...analyses.map((analysis) => this.#wordsOf(analysis)),
    ];
    const task = { instructions: instructions.join('\n'), text, schema };
    const answer = await askForJson(this.#models, this.#config, task, context);
    return analyses.flatMap((analysis) => this.#outputsOf(analysis, answer));
  }

  #fieldsOf(analysis: Analysis): [string, Value][] {
    switch (analysis) {
      case 'sentiment':
        return [['sentiment_score', share]];
      case 'intent':
        return [
          ['intent', { type: 'string', ...this.#choice() }],
          ['intent_confidence', share],
        ];
      case 'language':
        return [['language', { type: 'string' }]];
    }
  }

  /** Without intents to choose from the model may name its own. */
  #choice(): ValueObject {
    const names = this.#intents.map(({ name }) => name);
    return names.length > 0 ? { enum: [...new Set([...names, UNKNOWN])] } : {};
  }

  #wordsOf(analysis: Analysis): string {
    switch (analysis) {
      case 'sentiment':
        return 'sentiment_score: how the text feels, from 0 (very negative) over 0.5 (neutral) to 1 (very positive).';
      case 'intent':
        return [
          'intent: what whoever wrote the text wants',
          this.#intents.length > 0
            ? `; one of these, or "${UNKNOWN}" where none fits:\n${categoryLines(this.#intents)}\n`
            : ', as a short English name in snake_case. ',
          'intent_confidence: how sure that is, from 0 to 1.',
        ].join('');
      case 'language':
        return 'language: the ISO 639-1 code of the language of the text, such as zh or en.';
    }
  }

  #outputsOf(analysis: Analysis, answer: ValueObject): Outputs {
    switch (analysis) {
      case 'sentiment': {
        const score = Number(own(answer, 'sentiment_score'));
        return [
          ['sentiment_score', score],
          ['sentiment', sentimentOf(score)],
        ];
      }
      case 'intent': {
        const confidence = Number(own(answer, 'intent_confidence'));
        const intent = own(answer, 'intent') ?? UNKNOWN;
        return [
          ['intent', confidence >= this.#threshold ? intent : UNKNOWN],
          ['intent_confidence', confidence],
        ];
      }
      case 'language':
        return [['language', scalarText(own(answer, 'language'))?.toLowerCase() ?? UNDETERMINED]];
    }
  }
}
