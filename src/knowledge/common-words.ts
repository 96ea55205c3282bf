/**
 * Words of everyday speech that people put around what they ask, in Chinese and (by their stems) in English. In a question
 * they say little, whether a passage has them or not; how rare they are among the passages does not show that.
 */
export const commonWords: ReadonlySet<string> = new Set(
  [
    // Doing and happening
    '成为 变成 变 成 进行 开始 结束 完成 出现 发生 收到 发现 看到 看见 听到 听说 觉得 认为 以为 希望 准备 打算 决定 同意 允许 禁止 规定 要求',
    '支持 提供 获得 得到 拿到 找到 找不到 选择 弄 搞 干 办理 处理 使用 用到 解决 联系 通知 保证 注意 小心 记得 忘记 忘 想 想要 不想 喜欢 愿意',
    '担心 害怕 带 带来 拿 放 放到 找 等 等到 试 试试 换 换成 改 改成 加 减 送 送到 给到 接 接到 收 交 交给 回 回来 回去 回到 出 出来 出去 进',
    '进来 进去 到达 来到 离开 过来 过去 起来 下来 下去 上来 上去 打开 关闭 打 开 关 停 停止 继续 留 留下 剩 剩下 多出来 算 算是 包括 属于',
    '不见 不见了 没了 坏 坏了 出错 出问题 出了 发 发出 发来 寄 住 坐 走 跑 穿 要穿 吃 喝 买 卖 花 先从 先 能够 可能 不会 不用 不想要 不行 不好',
    // People and things
    '我 自己 本人 别人 人家 人 有人 大家 朋友 同事 家人 家里 家里人 先生 女士 老师 师傅 公司 单位 地方 地点 位置 事 事情 东西 问题 情况 办法 方法',
    '方式 方面 原因 结果 内容 部分 种类 样子 意思 名字 号码 费用 价格 价钱 钱 笔钱 一笔钱 金额 规则 条件 流程 步骤 手续 资料 材料 信息 说明 标准',
    // Times and amounts
    '今天 明天 昨天 后天 现在 目前 最近 刚 刚刚 刚才 马上 立刻 立即 一直 总是 经常 常常 有时 偶尔 每天 每年 每月 每周 每次 天 日 月 年 周 小时 分钟',
    '早上 上午 中午 下午 晚上 夜里 周末 平时 期间 当天 第二天 一天 两天 三天 一周 一年 两年 明年 今年 去年 一次 两次 第一 第二 第一次 半天 早 晚 快',
    '一 二 三 四 五 六 七 八 九 十 两 几 半 百 千 万 多 少 大 小 长 短 高 低 新 旧 好 全 全部 整个 每 各 另 另外 别的 其他 其它 其中 同样 一样',
    '不同 一起 一般 通常 正常 直接 单独 只 只有 只能 仅 仅仅 真 真的 真正 确实 一定 肯定 大概 大约 左右 差不多 特别 非常 比较 更 最 最大 最高 最好',
    '最长 最晚 最早 多高 什么样 哪种 啥时候 为啥 到底 究竟 突然 终于 居然 其实 而且 但是 可是 不过 因为 所以 然后 接着 只要 只好 除了 关于 根据 按 按照 通过',
  ]
    .join(' ')
    .split(' ')
    .concat(
      (
        'abl accept actual add again allow alreadi also alwai anoth anybodi anyon anyth ask avail bad becaus becom befor begin ' +
        'believ best better big bit both bring busi call care case certain chang check choos close come compani complet correct ' +
        'current dai decid differ difficult done easi either els end enough ever everi everybodi everyon everyth exact expect ' +
        'explain feel few find first follow forget friend from full further gener good great guess half handl happi hard hear help ' +
        'high hope hour howev idea inform insid instead just keep kind larg last late later least leav left less like ' +
        'littl live long longer look lose lost lot low mai main manag mean mention minut miss mistak moment month more ' +
        'most move name near never new next nice noth now obtain ok old onc one onli option other otherwis own ' +
        'part particular peopl perhap person piec place possibl prefer prepar problem process proper provid question quick quit ' +
        'rather readi real realli reason receiv relat rememb requir respons rest result right rule run sai same second seem send set ' +
        'sever show simpl sinc small somebodi someon someth sometim soon sort spend stai stand start step still stop suppos sure ' +
        'talk than thank thing think though thought three time todai togeth tomorrow too top total toward tri turn two type ' +
        'under understand until us usual veri wai wait wa week well whatev whether while whole with within without wonder word work ' +
        'worri wrong year yesterdai yet alon ago onto between dure after back'
      ).split(' '),
    ),
);
