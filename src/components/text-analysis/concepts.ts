/**
 * Words that people use for one another when they ask for the same thing, Chinese and English: so an intent with
 * Chinese examples also knows an English sentence. One concept a line, its words separated by commas.
 */
export const concepts = `
  refund, refunds, refunded, money back, reimburse, reimbursement, get back my money, pay me back, 退款, 退钱, 退费, 把钱退, 钱退
  return, returns, returning, send back, send it back, sending it back, give back, take it back, 退货, 退回, 退还, 寄回, 退掉, 能退, 想退
  exchange, swap, replace, replacement, 换货, 更换, 调换, 换一个, 换新
  cancel, cancels, cancelled, canceled, cancellation, call off, 取消, 退订, 撤销, 不要了
  unsubscribe, opt out, stop sending, 退订邮件, 取消订阅, 取消关注
  order, orders, ordered, purchase, purchased, bought, buy, 订单, 下单, 购买, 买了, 买的
  package, parcel, shipment, delivery, courier, packages, parcels, 快递, 包裹, 物流, 货物, 快件, 邮件
  ship, shipped, ships, shipping, dispatch, dispatched, deliver, delivered, arrive, arrived, arrives, 发货, 送货, 配送, 送到, 到货, 寄出, 送达, 派送, 到哪, 到了
  track, tracking, trace, whereabouts, where is my, where's my, 查物流, 跟踪, 追踪, 物流信息, 到哪了, 到哪里
  address, addresses, 地址, 收货地址, 住址
  pay, payment, paying, checkout, 付款, 支付, 缴费, 付钱, 结账
  price, prices, cost, costs, how much, fee, fees, rate, rates, pricing, expensive, charge for, 价格, 多少钱, 费用, 价钱, 收费, 报价, 怎么收, 几块, 几元
  discount, discounts, coupon, coupons, promo, promotion, voucher, deal, cheaper, special offer, offers, 优惠, 折扣, 打折, 优惠券, 促销, 便宜, 红包, 满减
  subscription, subscribe, plan, membership, member, premium, 订阅, 套餐, 会员, 年费, 月费, 包年, 包月, 续费
  invoice, invoices, receipt, receipts, bill, vat, tax, 发票, 收据, 账单, 开票, 专票, 普票, 增值税, 税号
  password, passwords, passcode, pin, credentials, 密码, 口令
  log in, login, log on, sign in, signin, signing in, logging in, 登录, 登陆, 登不上, 登不进, 登入, 登进
  reset, recover, restore, unlock, 重置, 找回, 重设, 恢复, 解锁, 解冻
  locked, blocked, frozen, suspended, disabled, banned, 锁定, 冻结, 被锁, 被封, 封号, 停用
  account, accounts, profile, user name, username, 账号, 账户, 帐号, 帐户, 用户名
  register, registration, sign up, signup, create an account, 注册, 开户, 开通
  verification code, verification, otp, sms code, 2fa, 验证码, 短信码, 校验码
  crash, crashes, crashed, crashing, freeze, freezes, froze, frozen screen, hangs, hang, 闪退, 崩溃, 卡死, 死机, 卡顿, 没反应, 很卡, 卡住
  error, errors, bug, bugs, exception, error message, failure, failed, 报错, 错误, 出错, 异常, 故障, 失败
  broken, defective, faulty, damaged, not working, doesn't work, does not work, stopped working, out of order, 坏了, 坏的, 损坏, 破损, 故障, 不能用, 用不了, 质量问题, 失灵
  load, loading, open, opens, launch, 打不开, 加载, 打开, 启动
  slow, lag, laggy, sluggish, 慢, 卡, 延迟
  app, application, software, program, 软件, 程序, 应用, 客户端, 系统
  website, web page, page, site, webpage, 网页, 网站, 页面
  update, updated, upgrade, upgraded, new version, 更新, 升级, 新版本
  install, installation, set up, setup, 安装, 配置, 部署
  human, real person, live agent, agent, representative, operator, someone, human being, staff member, 人工, 真人, 人工客服, 人工服务, 坐席
  talk to, speak to, speak with, connect me, put me through, transfer me, talk with, 转接, 转人工, 接通, 找客服
  customer service, customer support, support team, help desk, service desk, 客服, 客户服务, 服务台
  complain, complaint, complaints, unhappy, dissatisfied, not happy, not satisfied, 投诉, 不满, 不满意, 举报, 意见
  rude, impolite, unfriendly, bad attitude, 态度差, 态度恶劣, 态度太差, 没礼貌
  thank, thanks, thank you, thx, 谢谢, 感谢, 多谢
  hello, hi, hey, good morning, good afternoon, good evening, 你好, 您好, 早上好, 在吗, 嗨
  goodbye, bye, see you, 再见, 拜拜, 回头见
  balance, how much money, money left, 余额, 还有多少钱, 还剩多少, 剩多少钱
  transfer, wire, send money, remit, remittance, wire transfer, 转账, 汇款, 汇钱, 打钱, 转钱, 转给
  card, credit card, debit card, bank card, 银行卡, 信用卡, 储蓄卡, 卡片, 借记卡
  lost, stolen, lose, steal, stole, missing, can't find, cannot find, 丢了, 被偷, 丢失, 不见了, 找不到, 遗失, 挂失
  loan, credit, mortgage, borrow, lend, 贷款, 借款, 借钱, 房贷, 按揭
  insurance, policy, claim, coverage, 保险, 理赔, 保单, 投保
  invest, investment, fund, stock, shares, 投资, 理财, 基金, 股票
  exchange rate, currency, convert, 汇率, 外币, 兑换, 换汇
  salary, payroll, wage, wages, pay slip, payslip, 工资, 薪水, 薪资, 工资条
  leave, vacation, day off, days off, time off, holiday, annual leave, sick leave, pto, 请假, 年假, 休假, 病假, 事假, 婚假, 产假, 调休, 天假
  sick, ill, illness, unwell, fever, cold, flu, 生病, 感冒, 发烧, 不舒服, 身体不适
  doctor, clinic, hospital, physician, appointment with, 医生, 医院, 诊所, 大夫, 挂号, 看病
  medicine, drug, prescription, pill, medication, 药, 药品, 处方, 吃药
  appointment, schedule, reschedule, make an appointment, 预约, 约个时间, 改期, 改时间
  book, booking, bookings, reserve, reservation, reservations, booked, 预订, 预定, 订一, 订两, 订位, 订房, 订票, 订座
  flight, flights, plane, airline, plane ticket, fly, airplane, 航班, 机票, 飞机, 飞
  train, railway, train ticket, 火车, 高铁, 动车, 火车票, 车票
  hotel, room, rooms, accommodation, 酒店, 宾馆, 房间, 住宿, 客房
  ticket, tickets, 票, 门票
  baggage, luggage, suitcase, 行李, 托运, 箱子
  check in, check-in, check out, boarding, 值机, 登机, 入住, 退房, 办理入住
  opening hours, open, close, closed, business hours, closing time, what time, 营业, 开门, 关门, 营业时间, 几点, 上班时间, 下班
  location, where are you, directions, how to get to, nearest, 位置, 在哪里, 在哪儿, 怎么走, 怎么去, 附近
  weather, rain, temperature, forecast, snow, 天气, 下雨, 气温, 温度, 预报, 下雪
  music, song, play, songs, 音乐, 歌, 歌曲, 播放, 放一首
  light, lights, lamp, 灯, 电灯, 开灯, 关灯
  alarm, remind, reminder, wake me, timer, 闹钟, 提醒, 叫醒, 定时
  restaurant, table, dinner, menu, eat, food, 餐厅, 饭店, 吃饭, 菜单, 点餐, 外卖
  phone number, telephone, call, contact, phone, 电话, 联系方式, 手机号, 联系, 打电话
  email, mail, inbox, 邮箱, 邮件, 电子邮件
  meeting, conference, call schedule, 会议, 开会, 会议室
  contract, agreement, terms, 合同, 协议, 条款
  warranty, guarantee, repair, fix, maintenance, 保修, 质保, 维修, 修理, 报修, 售后
  size, fit, too big, too small, large, small, 尺码, 尺寸, 大小, 码数, 太大, 太小, 不合适
  stock, in stock, available, availability, sold out, 库存, 有货, 现货, 缺货, 卖完
  job, career, vacancy, hiring, apply, resume, interview, 招聘, 岗位, 应聘, 简历, 面试, 求职, 职位
  privacy, delete my data, personal data, gdpr, 隐私, 个人信息, 注销, 删除数据
  delete, remove, close my account, deactivate, 删除, 移除, 注销账号, 销户
  change, modify, edit, amend, update my, 修改, 更改, 变更, 改一下, 换成
  download, export, 下载, 导出
  upload, import, attach, 上传, 导入, 附件
  feature, function, suggestion, feature request, 功能, 建议, 需求
  manual, documentation, docs, guide, tutorial, instructions, 说明书, 文档, 教程, 手册, 指南
  network, internet, wifi, wi-fi, connection, connect, vpn, 网络, 断网, 上网, 无线, 连不上, 网速
  printer, print, printing, 打印机, 打印
  computer, laptop, pc, notebook, 电脑, 笔记本, 主机
  student, students, education, 学生, 学生价, 教育
  company, business, enterprise, corporate, 公司, 企业, 企业版
  urgent, asap, immediately, emergency, 紧急, 马上, 立刻, 尽快, 加急
  translate, translation, 翻译
  joke, funny story, 笑话, 段子`;

/** Words that say nothing of what somebody wants. */
export const fillers = new Set(
  `a an the i me my mine we us our you your he she it its they them this that these those is am are was were be been being do does did done have has
  had having will would shall should can could may might must and or but if so as of to in on at for from by with about into over than then there
  here very just also too really please pls hi hello hey ok okay i'm i'd i've i'll it's that's what's isn't some any all one get got let need want like
  would'd not no yes what which who whom how when why where still again now today tomorrow yesterday since up out down off more most much many
  的 了 吗 呢 啊 吧 呀 哦 嗯 我 我的 你 你的 您 他 她 它 我们 你们 他们 咱 这 那 这个 那个 这些 那些 是 在 有 没 没有 不 也 都 就 还 又 很 太 非常 请 请问 麻烦 帮 帮我 一下
  给 把 被 让 跟 和 与 或 从 到 对 向 为 以 于 而 且 但 但是 因为 所以 如果 要 想 想要 需要 能 可以 可 会 能不能 可不可以 怎么 怎么样 怎样 如何 什么 哪 哪里 哪个 哪些 谁
  多少 几 为什么 怎么办 现在 今天 明天 昨天 一个 一 个 张 件 次 点 些 上 下 里 中 时候 地 得 着 过 去 来 说 看 做 用 再 已经 正在 先 后 老 好`.split(
    /\s+/,
  ),
);
