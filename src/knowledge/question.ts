import { runsOf, stemOf } from './terms.ts';

/** A word of a question. */
export interface AskedWord {
  readonly text: string;
  /** Of Chinese: found by its characters and pairs, else by itself. */
  readonly unspaced: boolean;
}

/** Words that make a sentence a question, or a sentence at all, and say nothing of what is asked. */
const empty: ReadonlySet<string> = new Set([
  ...'的了吗呢吧啊呀么嘛我你您他她它们这那是在有和与及或就都也还很太会能可要请问想把被让给从到对为以于之其哪几多少谁个些啥咋得着过吧呗去来做办用说看',
  ...'怎么 怎样 怎么样 怎么办 如何 什么 为什么 多少 多久 多长 多大 几天 几个 几点 几次 哪里 哪儿 哪些 哪个 哪天 可以 能否 能不能 可不可以 是否 是不是 有没有 要不要 需要 应该 必须 一个 一下 一些 一共 最多 最少 我们 你们 他们 咱们 请问 想要 知道 告诉 如果 的话 时候 什么时候 时间 之前 之后 以前 以后 以内 还能 还是 已经 自己 东西 不了 不能 不要 会不会 行不行 怎么回事 时 后 前 里 上 下 不 没 没有 再 又 才 吗'.split(
    ' ',
  ),
  ...(
    'a an the of to in on at for from by with and or is are am be been being was were do does did done can could will ' +
    'would shall should may might must have has had i you he she it we they me my your our their his her its us them ' +
    'this that these those what which who whom whose when where why how if then than as so not no any some there ' +
    'here about into up out off over per each much many long often get gets got give take happen happens go goes ' +
    'need want please tell know let s t re ve ll d m'
  ).split(' '),
]);

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** The segmenter's cost grows faster than the text. */
const LONGEST_RUN = 64;
/** A question that goes on longer is cut. */
const MOST_WORDS = 128;

/** The words of a question that say what is asked, each once; all of them where none does. */
export function askedWords(question: string): AskedWord[] {
  const words = new Map<string, AskedWord>();
  const telling = new Map<string, AskedWord>();
  for (const word of wordsOf(question)) {
    words.set(word.text, word);
    if (!empty.has(word.text)) {
      const text = word.unspaced ? word.text : stemOf(word.text);
      telling.set(text, { ...word, text });
    }
  }
  return [...(telling.size > 0 ? telling : words).values()].slice(0, MOST_WORDS);
}

function* wordsOf(question: string): Generator<AskedWord> {
  for (const { text, unspaced } of runsOf(question)) {
    if (!unspaced) yield { text, unspaced };
    else {
      for (let at = 0; at < text.length; at += LONGEST_RUN) {
        for (const { segment } of segmenter.segment(text.slice(at, at + LONGEST_RUN))) {
          yield { text: segment, unspaced };
        }
      }
    }
  }
}
