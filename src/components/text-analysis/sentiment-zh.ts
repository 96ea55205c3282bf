import { grammarZh } from './grammar-zh.ts';
import { polarZh } from './lexicon-zh.ts';
import { readLexicon, type PlacedTerm, type Term } from './sentiment-terms.ts';

/** A word that is found in a text. */
interface Found {
  readonly term: Term;
  readonly length: number;
}

/**
 * Turns of phrase that no word list can hold. Each is looked for once per clause and is bounded, so that a long text
 * costs time in proportion to its length.
 */
const patterns: readonly (readonly [pattern: RegExp, value: number])[] = [
  [/(?<!好|强|快|多)(?:太|有点儿?|有些|偏|过于|略显?)(?:大|小|长|短|厚|薄|重|轻|低|远|多|少|硬|软|紧|松|宽|窄|淡|咸|甜|辣|酸|油|干|湿|热|冷|吵|暗|亮|旧|空|闷|挤|堵|远)(?![方家赞美众])/g, -1.6],
  [/等了[^，。]{0,8}?(?:小时|分钟|天|周|星期|个月|半天|年|好久|很久|许久)/g, -1.8],
  [/(?:\d+|[一二两三四五六七八九十几半好]+)多?个?(?:小时|天|周|星期|月|年)(?:了|过去了|都)[^，。]{0,4}(?:没|不|还)/g, -1.8],
  [/(?:至今|始终|一直|迟迟|到现在)(?:都|也|还)?(?:没|未|不)有?/g, -1.8],
  [/(?:没|无)人(?:接|理|管|回|处理|来|应|负责|解决|修)/g, -2.3],
  [/(?:打了?|拨)[^，。]{0,5}(?:电话|次)[^，。]{0,6}(?:没|不|无)/g, -2],
  [/(?:打|登|连|用|装|下载|传|充|收|找|点|读|进|退|删|播|看|听|搜|查|跑|存|交|付|加载|更新|打开|登录|连接|接|注册|绑定|提交|支付|保存|修改|关|修|解|导出|导入|访问|显示|安装)不(?:了|上|开|出来?|进去?|动|掉|起来?|回来?)/g, -1.7],
  [/(?:没|没有|从没|从未|再没|再也没)(?:有)?(?:出|坏|掉|断|宕|卡|闪退|死|堵|漏|崩|错|迟到|拖|失望|后悔|翻车|踩雷|掉链子)过/g, 2.2],
  [/(?:处理|修|等|拖|审核|排|查|催|退|寄|走|堵|耗|坏|停|吵)了(?:\d+|[一两二三四五六七八九十半好几整快]+)多?个?(?:月|周|星期|礼拜|天|年|小时|钟头)/g, -1.8],
  [/(?:没|不)(?:有)?(?:收到|拿到|看到|等到|解决|处理|回复|通知|退款|发货|到账)(?!货?(?:再|后|之前|前|的话))/g, -1.7],
  [/(?:失业率|犯罪率|死亡率|通胀|物价|发病率|事故|房价|负债|投诉量)[^，。]{0,8}?(?:下降|降至|回落|减少|降低)/g, 1.6],
  [/说好的?[^。]{0,14}(?:结果|现在|却|呢|没)/g, -1.8],
  [/没有?(?:什么)?比[^，。]{1,10}?更?(?:好|棒|赞|香|舒服|合适|方便|好用|好吃)/g, 3],
  [/(?:下次|以后|还会|一定|肯定|必须)(?:还|再|会|要)*(?:再)?(?:来|买|去|光顾|点|选|回购)(?!晚)/g, 1.8],
  [/(?:不会|不想|不敢|不|别)再(?:来|买|去|用|点|选|信)/g, -2.8],
  [/怎么(?:这么|那么|还没|还不|又|老是|总是|回事|搞的|不)/g, -1.6],
  [/谁(?:还)?(?:会|敢|要)(?:再)?(?:买|来|用|信)/g, -2],
  [/能不能[^，。]{0,3}(?:上点心|快点|管管|专业点|认真|用点心)/g, -1.8],
  [/连[^，。]{1,8}都(?:没|不|做不|打不|懒)/g, -1.8],
  [/(?:同样|同一)(?:的|个)?(?:错误|问题|毛病)[^，。]{0,6}(?:次|遍|又|再)/g, -1.8],
  [/(?:利润|净利|营收|收入|销量|销售额|业绩|股价|订单量|用户数)[^，。]{0,10}?(?:增长|大增|上涨|大涨|新高|翻番|翻倍|突破|飙升|提升)/g, 2],
  [/(?:利润|净利|营收|收入|销量|销售额|业绩|股价|订单量|用户数)[^，。]{0,10}?(?:下降|下滑|大跌|下跌|暴跌|缩水|减少|锐减|亏损|腰斩)/g, -2],
];

/** The Chinese words of a clause, longest first at each place. */
export class ChineseLexicon {
  readonly #terms = readLexicon(polarZh, grammarZh, (list) => list.split(/\s+/).filter(Boolean));
  /** The longest word by its first character: how far it is worth looking. */
  readonly #longest = new Map<string, number>();

  constructor() {
    for (const word of this.#terms.keys()) {
      const first = word.charAt(0);
      this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, word.length));
    }
  }

  /** Terms of the turns of phrase in a clause, in order, without overlaps; places are offsets into the clause. */
  phrases(clause: string): PlacedTerm[] {
    const found: PlacedTerm[] = [];
    for (const [pattern, value] of patterns) {
      for (const { index, 0: text } of clause.matchAll(pattern)) {
        const end = index + text.length;
        if (found.some((other) => index < other.end && other.start < end)) continue;
        found.push({ term: { kind: 'polar', value }, start: index, end });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /** The longest word that begins at an offset. `bent`: a degree or negation stands right before it. */
  wordAt(clause: string, at: number, bent: boolean): Found | undefined {
    const longest = this.#longest.get(clause.charAt(at)) ?? 0;
    for (let length = Math.min(longest, clause.length - at); length > 0; length--) {
      const term = this.#terms.get(clause.slice(at, at + length));
      if (!term) continue;
      if (length === 1 && term.kind === 'polar' && !bent && !standsAlone(clause, at)) continue;
      return { term, length };
    }
    return undefined;
  }
}

/**
 * Whether a single character is likely a word of its own: 服务差, 差的 — not the first half of a word that no list
 * has. It must end the clause or be followed by a particle, or follow one that leads to a judgement.
 */
function standsAlone(clause: string, at: number): boolean {
  const next = clause.charAt(at + 1);
  const previous = clause.charAt(at - 1);
  return (
    !/\p{Script=Han}/u.test(next) ||
    '了的得啊呀哦吧呢啦嘛哈地又也'.includes(next) ||
    (previous !== '' && '又也还就都更而得'.includes(previous))
  );
}
