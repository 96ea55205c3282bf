import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { textAnalyzer as typeWith } from '../../src/components/text-analyzer.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import { localModels, mock, modelsAt } from '../models/asking.ts';
import { failure, findings, stage } from './stage.ts';

const textAnalyzer = typeWith(localModels());

async function outputsOf(text: Value, config: ValueObject = {}): Promise<ValueObject> {
  return stage(textAnalyzer, config).run({ text });
}

async function scoreOf(text: string): Promise<number> {
  const { sentiment_score: score } = await outputsOf(text, { analysis_type: 'sentiment' });
  return score as number;
}

async function sentimentOf(text: string): Promise<Value | undefined> {
  return (await outputsOf(text, { analysis_type: 'sentiment' })).sentiment;
}

const shop = {
  refund: ['I want my money back', '我要退款', '这件衣服不合适，想退货'],
  delivery: ['Where is my package?', '快递到哪了', '什么时候发货'],
};

describe('TextAnalyzer’s ports', () => {
  it('are those asked for, the first one the primary, and the text', () => {
    const names = (config: ValueObject) => textAnalyzer.outputs(config).names;
    expect(names({ analysis_type: 'language' })).toEqual(['language', 'text']);
    expect(names({ analysis_type: ['language', 'sentiment'] })).toEqual([
      'sentiment_score',
      'sentiment',
      'language',
      'text',
    ]);
    expect(names({})).toEqual(['sentiment_score', 'sentiment', 'language', 'text']);
    expect(names({ intents: shop })).toContain('intent');
  });

  it('give what they promise', async () => {
    for (const config of [{}, { analysis_type: 'intent', intents: shop }, { intents: shop }]) {
      const outputs = await outputsOf('退款', config);
      expect(Object.keys(outputs)).toEqual(textAnalyzer.outputs(config).names);
      expect(outputs.text).toBe('退款');
    }
  });

  it('take a number as the text it is, and refuse what is no text', async () => {
    expect((await outputsOf(12345)).text).toBe('12345');
    const { run } = stage(textAnalyzer);
    expect(await failure(() => run({ text: ['a', 'b'] }))).toMatch(/^text-input: .*\["a"/);
    expect(await failure(() => run({ text: null }))).toMatch(/^text-input/);
  });
});

describe('sentiment', () => {
  it.each([
    ['positive', 'The support team is fantastic and replied within minutes.'],
    ['positive', '客服态度特别好，问题马上就解决了。'],
    ['negative', 'The screen cracked after two days.'],
    ['negative', '质量太差了，用了两天就坏了。'],
    ['neutral', 'The train leaves from platform six.'],
    ['neutral', '会议将于明天上午十点举行。'],
  ])('is %s: %s', async (expected, text) => {
    expect(await sentimentOf(text)).toBe(expected);
  });

  it('turns with a negation, within its reach', async () => {
    expect(await sentimentOf('I am not happy with this purchase.')).toBe('negative');
    expect(await sentimentOf('Not bad at all.')).toBe('positive');
    expect(await sentimentOf('一点都不好用。')).toBe('negative');
    expect(await sentimentOf('用到现在没有任何异味。')).toBe('positive');
    expect(await sentimentOf('I do not know him, the food is great')).toBe('positive');
    expect(await sentimentOf('我没去过，但是大家都说好吃')).toBe('positive');
  });

  it('goes by what comes after “but”', async () => {
    expect(await sentimentOf('The hotel looks nice but the staff was rude.')).toBe('negative');
    expect(await sentimentOf('It was expensive, but worth every cent.')).toBe('positive');
    expect(await sentimentOf('虽然便宜，但是质量真的不行。')).toBe('negative');
    expect(await sentimentOf('房间有点小。不过服务特别好！')).toBe('positive');
  });

  it('grows with words of degree', async () => {
    const [slightly, plainly, very] = await Promise.all(
      ['有点慢', '太慢', '慢得要死'].map(scoreOf),
    );
    expect(slightly).toBeGreaterThan(plainly!);
    expect(plainly).toBeGreaterThanOrEqual(very!);
    expect(await scoreOf('very good')).toBeGreaterThan(await scoreOf('good'));
    expect(await scoreOf('good')).toBeGreaterThan(await scoreOf('slightly good'));
    expect(await scoreOf('好吃极了')).toBeGreaterThan(await scoreOf('好吃'));
  });

  it('takes a question or a request for no judgement', async () => {
    expect(await sentimentOf('Is the food there any good?')).toBe('neutral');
    expect(await sentimentOf('Please let me know if you have any problems.')).toBe('neutral');
    expect(await sentimentOf('请问这款耳机好用吗？')).toBe('neutral');
    expect(await sentimentOf('如果有问题请联系客服。')).toBe('neutral');
  });

  it('knows a word from a part of another', async () => {
    expect(await sentimentOf('好像三点开会')).toBe('neutral');
    expect(await sentimentOf('信用卡和银行卡都可以')).toBe('neutral');
    expect(await sentimentOf('垃圾分类从今天开始')).toBe('neutral');
    expect(await sentimentOf('The error code is 17.')).toBe('neutral');
  });

  it('reads both languages in one text, traditional characters, slang and faces', async () => {
    expect(await sentimentOf('这个 service 真的 terrible，无语')).toBe('negative');
    expect(await sentimentOf('UI 很 nice，体验 amazing')).toBe('positive');
    expect(await sentimentOf('這家餐廳的服務態度很差，還很貴')).toBe('negative');
    expect(await sentimentOf('yyds')).toBe('positive');
    expect(await sentimentOf('ok :)')).toBe('positive');
    expect(await sentimentOf('😡😡')).toBe('negative');
  });

  it('takes a text in another language as neutral, and says so once', async () => {
    const { run, told } = stage(textAnalyzer, { analysis_type: 'sentiment' });
    expect((await run({ text: 'Le colis est arrivé abîmé.' })).sentiment_score).toBe(0.5);
    expect((await run({ text: 'Où est mon colis, c’est horrible' })).sentiment).toBe('neutral');
    expect(told.warnings).toHaveLength(1);
    expect(told.warnings[0]).toMatch(/^text-analyzer-language: .*“fr”/);
  });
});

describe('intent', () => {
  const config = { analysis_type: 'intent', intents: shop };
  const intentOf = async (text: string, more: ValueObject = {}): Promise<Value | undefined> =>
    (await outputsOf(text, { ...config, ...more })).intent;

  it('is the one whose examples are nearest, also across languages', async () => {
    expect(await intentOf('怎么退款')).toBe('refund');
    expect(await intentOf('my package has not arrived')).toBe('delivery');
    const chinese = { intents: { 退款: ['我要退钱'], 物流: ['快递到哪了'] } };
    expect(await intentOf('Where is my parcel?', chinese)).toBe('物流');
    expect(await intentOf('請問快遞到哪裡了', chinese)).toBe('物流');
  });

  it('is unknown when nothing is near enough', async () => {
    expect(await intentOf('今天天气怎么样')).toBe('unknown');
    expect(await intentOf('')).toBe('unknown');
    expect(await outputsOf('', config)).toMatchObject({ intent_confidence: 0 });
  });

  it('is believed from the threshold on', async () => {
    const text = 'I paid for the package';
    expect(await intentOf(text, { threshold: 0 })).toBe('delivery');
    expect(await intentOf(text, { threshold: 1 })).toBe('unknown');
  });

  it('takes intents as a list too, one example for a list, and any name', async () => {
    const list = [{ name: 'refund', examples: 'money back' }, { name: 'price' }, 'delivery'];
    expect(await intentOf('give me my money back', { intents: list })).toBe('refund');
    expect(await intentOf('the price', { intents: list })).toBe('price');
    expect(await intentOf('delivery', { intents: list })).toBe('delivery');
    const odd = JSON.parse(
      '{"__proto__": ["open the door"], "constructor": ["sing a song"]}',
    ) as ValueObject;
    expect(await intentOf('please open the door', { intents: odd })).toBe('__proto__');
  });

  it('is unknown without intents, with a warning: the guide’s own example', async () => {
    const guide = { analysis_type: ['sentiment', 'intent', 'language'] };
    expect(findings(textAnalyzer, guide)).toEqual(['text-analyzer-intents']);
    const outputs = await outputsOf('这个产品非常好，谢谢！', guide);
    expect(outputs).toMatchObject({ sentiment: 'positive', intent: 'unknown', language: 'zh' });
    expect(outputs.sentiment_score).toBeGreaterThan(0.7);
  });

  it('is not complained of where nobody asks for it', () => {
    expect(findings(textAnalyzer, {})).toEqual([]);
    expect(findings(textAnalyzer, { analysis_type: 'language' })).toEqual([]);
    expect(findings(textAnalyzer, config)).toEqual([]);
  });

  it('wants examples for each intent', () => {
    const bare = { intents: { refund: ['money back'], price: [], delivery: null } };
    expect(findings(textAnalyzer, bare)).toEqual([
      'text-analyzer-examples',
      'text-analyzer-examples',
    ]);
    expect(findings(textAnalyzer, { intents: ['refund'] })).toEqual(['text-analyzer-examples']);
  });
});

describe('language', () => {
  const languageOf = async (text: string): Promise<Value | undefined> =>
    (await outputsOf(text, { analysis_type: 'language' })).language;

  it('is the one that says more in a mixed text', async () => {
    expect(await languageOf('帮我看看这个 pull request')).toBe('zh');
    expect(await languageOf('Tokyo (東京) is the capital of Japan')).toBe('en');
    expect(await languageOf('会議は三時からです')).toBe('ja');
  });

  it('is undetermined where there is none', async () => {
    for (const text of ['', '   ', '12345', '🙂', '!?']) expect(await languageOf(text)).toBe('und');
  });
});

describe('strange texts', () => {
  it('an empty one is neutral', async () => {
    expect(await outputsOf('')).toEqual({
      sentiment_score: 0.5,
      sentiment: 'neutral',
      language: 'und',
      text: '',
    });
  });

  it('names of JavaScript’s own are words like others', async () => {
    expect(await sentimentOf('constructor __proto__ hasOwnProperty toString')).toBe('neutral');
  });

  it.each([
    ['sentences', '这个产品不错，但是价格太贵了。'],
    ['no punctuation', 'the product is good but not very nice '],
    ['one word', 'a'],
    ['clauses', ',no'],
    ['one character', '太'],
    ['spaces', ' '],
  ])('a long one is read to its limit, and passed on whole: %s', async (_, piece) => {
    const text = piece.repeat(Math.ceil(1_200_000 / piece.length));
    const { run, told } = stage(textAnalyzer, { intents: shop });
    const outputs = await run({ text });
    expect(outputs.text).toBe(text);
    expect(outputs.sentiment_score).toBeGreaterThanOrEqual(0);
    expect(told.warnings.filter((warning) => warning.startsWith('text-analyzer-cut'))).toHaveLength(
      1,
    );
  });
});

describe('on the sentences it was tuned on', () => {
  const data = (name: string) =>
    readFile(new URL(`../../bench/data/${name}`, import.meta.url), 'utf8');
  const pairs = async (name: string): Promise<[string, string][]> =>
    (await data(name))
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]);

  async function share(set: readonly [string, string][], config: ValueObject, output: string) {
    const { run } = stage(textAnalyzer, config);
    let right = 0;
    for (const [expected, text] of set) {
      const outputs = await run({ text });
      if (outputs[output] === expected) right++;
      const score = outputs.sentiment_score;
      if (typeof score !== 'number') continue;
      const sentiment = score > 0.7 ? 'positive' : score < 0.3 ? 'negative' : 'neutral';
      expect(outputs.sentiment, text).toBe(sentiment);
    }
    return right / set.length;
  }

  it('sentiment is mostly right, and its name agrees with the guide’s router', async () => {
    for (const language of ['en', 'zh']) {
      const set = await pairs(`tune-sentiment-${language}.tsv`);
      expect(await share(set, {}, 'sentiment'), language).toBeGreaterThan(0.9);
    }
  });

  it('language is nearly always right', async () => {
    const set = await pairs('tune-language.tsv');
    expect(await share(set, { analysis_type: 'language' }, 'language')).toBeGreaterThan(0.95);
  });

  it('intent is mostly right', async () => {
    const { intents, sentences } = JSON.parse(await data('tune-intent.json')) as {
      intents: ValueObject;
      sentences: [string, string][];
    };
    const config = { analysis_type: 'intent', intents };
    expect(await share(sentences, config, 'intent')).toBeGreaterThan(0.88);
  });
});

describe('with a model', () => {
  const config = {
    method: 'llm',
    analysis_type: ['sentiment', 'intent', 'language'],
    intents: { refund: ['退款'], other: [] },
  };

  async function analyzed(json: Value, given: ValueObject = config): Promise<ValueObject> {
    const { url, requests } = await mock({ script: { replies: [{ when: '不退', json }] } });
    const outputs = await stage(typeWith(modelsAt(url).models), given).run({
      text: '不退我就投诉',
    });
    expect(requests).toHaveLength(1);
    return outputs;
  }

  it('asks one question for all analyses', async () => {
    const json = {
      sentiment_score: 0.1,
      intent: 'refund',
      intent_confidence: 0.9,
      language: 'ZH',
    };
    expect(await analyzed(json)).toEqual({
      sentiment_score: 0.1,
      sentiment: 'negative',
      intent: 'refund',
      intent_confidence: 0.9,
      language: 'zh',
      text: '不退我就投诉',
    });
  });

  it('believes no intent that the model itself doubts, and none that is not one', async () => {
    const intent = { ...config, analysis_type: 'intent' };
    expect(await analyzed({ intent: 'refund', intent_confidence: 0.4 }, intent)).toMatchObject({
      intent: 'unknown',
    });
    const wrong = analyzed({ intent: 'chat', intent_confidence: 1 }, intent);
    expect(await failure(() => wrong)).toMatch(/^model-json: .*intent/);
  });

  it('needs a model that can do it', () => {
    expect(findings(textAnalyzer, config)).toEqual(['model-offline']);
    expect(findings(textAnalyzer, { ...config, model: 'gpt' })).toEqual(['model-unknown']);
    expect(findings(textAnalyzer, { ...config, method: 'local' })).toEqual([
      'text-analyzer-examples',
    ]);
  });
});
