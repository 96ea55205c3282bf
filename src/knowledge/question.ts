import { runsOf, stemOf } from './terms.ts';

/** A word of a question. */
export interface AskedWord {
  readonly text: string;
  /** Of Chinese: found by its characters and pairs, else by itself. */
  readonly unspaced: boolean;
}

/** Words that make a sentence a question, or a sentence at all, and say nothing of what is asked. */
const empty: ReadonlySet<string> = new Set([
  ...Array.from(
    '的了吗呢吧啊呀么嘛我你您他她它们这那是在有和与及或就都也还很太会能可要请问想把被让给从到对为以于之其哪几多少谁个些啥咋得着过吧呗去来做办用说看',
  ),
  ...'怎么 怎样 怎么样 怎么办 如何 什么 为什么 多少 多少钱 多久 多长 多大 几天 几个 几点 几次 哪里 哪儿 哪些 哪个 哪天 可以 能否 能不能 可不可以 是否 是不是 有没有 要不要 需要 应该 必须 一个 一下 一些 一共 最多 最少 我们 你们 他们 咱们 请问 想要 知道 告诉 如果 的话 时候 什么时候 时间 之前 之后 以前 以后 以内 还能 还是 已经 自己 东西 不了 不能 不要 会不会 行不行 怎么回事 时 后 前 里 上 下 不 没 没有 再 又 才 吗'.split(
    ' ',
  ),
  ...(
    'a an the of to in on at for from by with and or is are am be been being was were do does did done can could will ' +
    'would shall should may might must have has had i you he she it we they me my your our their his her its us them ' +
    'this that these those what which who whom whose when where why how if then than as so not no any some there ' +
    'here about into up out off over per each much many long often get gets got give take happen happens go goes ' +
    'need want please tell know let see put make use find look s t re ve ll d m'
  ).split(' '),
]);

/** Made for the first Chinese question: its dictionary takes a while to load. */
let segmenter: Intl.Segmenter | undefined;
/** The segmenter's cost grows faster than the text. */
const LONGEST_RUN = 64;
/** `忘了`, `满了`: the segmenter takes what marks a verb's aspect as a part of it. */
const ENDING = /^(.+)[了着过]$/u;
/** A question that goes on longer is cut. */
const MOST_WORDS = 128;

/** The words of a question that say what is asked, each once; all of them where none does. */
export function askedWords(question: string): AskedWord[] {
  const all = runsOf(question).flatMap(({ text, unspaced }): AskedWord[] =>
    unspaced ? segmentsOf(text) : [{ text, unspaced }],
  );
  const telling = all.filter(({ text }) => !empty.has(text));
  const words = new Map<string, AskedWord>();
  for (const word of telling.length > 0 ? telling : all) {
    const text = word.unspaced ? word.text : stemOf(word.text);
    words.set(text, { ...word, text });
  }
  return [...words.values()].slice(0, MOST_WORDS);
}

/**
 * The words of a run without spaces. Characters that the segmenter leaves alone side by side are often a word that it does
 * not know (a name, a term): they stay together.
 */
function segmentsOf(run: string): AskedWord[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words: AskedWord[] = [];
  let alone = '';
  const join = (): void => {
    if (alone !== '') words.push({ text: alone, unspaced: true });
    alone = '';
  };
  for (let at = 0; at < run.length; at += LONGEST_RUN) {
    for (const { segment } of segmenter.segment(run.slice(at, at + LONGEST_RUN))) {
      if (segment.length === 1 && !empty.has(segment)) alone += segment;
      else {
        join();
        words.push({ text: segment.replace(ENDING, '$1'), unspaced: true });
      }
    }
  }
  join();
  return words;
}
