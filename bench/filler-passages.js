// Minutes, reports and notes as companies have thousands of: the hay in which bench/knowledge.js hides its needles. Made
// from lists by a fixed sequence of numbers, so that every run has the same.

/** A generator of numbers from 0 to 1 that always gives the same ones (mulberry32). */
export function fixedNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const zh = {
  who: '市场部 销售部 研发一组 研发二组 测试组 设计组 采购部 法务部 仓储中心 华东大区 华南大区 西部办事处 客服中心 数据平台组 算法组 品牌组 行政部 财务部 渠道部 海外事业部 质量部 生产车间 工艺科 物业 项目办公室'.split(
    ' ',
  ),
  person:
    '张伟 王芳 李娜 刘洋 陈静 杨帆 赵磊 黄敏 周涛 吴倩 徐亮 孙悦 胡军 朱琳 高翔 林峰 何洁 郭强 马超 罗薇'.split(
      ' ',
    ),
  thing:
    '季度预算 供应商名录 新版官网 展会物料 客户名单 合同模板 需求文档 测试报告 生产计划 库存盘点 用户调研 竞品分析 宣传视频 培训课件 招标文件 验收清单 设备台账 数据看板 推荐算法 搜索功能 支付通道 订单系统 物流接口 会员体系 移动端改版 包装设计 质检标准 仓库搬迁 年度规划 媒体投放 代理商政策 服务器采购 机房布线 消防检查 门店装修 原料采购 样品试制 出口报关 专利申请 问卷设计'.split(
      ' ',
    ),
  action:
    '完成初稿 提交评审 重新报价 补充数据 确认排期 更新进度 整理会议记录 核对清单 联系供应商 准备演示 修改方案 上传附件 安排复测 跟进客户 统计工时 归档资料 拟定合同 检查现场 复盘总结 对接接口'.split(
      ' ',
    ),
  trouble:
    '供货周期偏长 人手不足 需求变动频繁 预算超出一成 接口文档不全 样品颜色有偏差 天气影响运输 客户尚未回签 版本兼容问题 测试环境不稳定 审批流程较慢 汇率波动较大 数据口径不一致 场地尚未确定 零件规格不符'.split(
      ' ',
    ),
  when: '本周五 下周一 月底 十五日 季度末 国庆之前 双十一之前 年底 明天下午 三天以内 两周以内 下次例会'.split(
    ' ',
  ),
  place: '上海 北京 深圳 杭州 成都 武汉 西安 南京 苏州 广州 青岛 厦门 重庆 长沙 合肥'.split(' '),
  say: [
    '{who}在{place}召开了关于{thing}的会议，由{person}主持',
    '{person}汇报了{thing}的情况，目前主要的困难是{trouble}',
    '会上决定由{person}负责{action}，{when}给出结果',
    '{thing}已经进入第{n}阶段，完成了百分之{n}，比计划晚了{m}天',
    '{who}和{who}就{thing}交换了意见，认为{trouble}需要重视',
    '截至目前共处理{n}条意见，其中{m}条与{thing}有关',
    '{place}的同事反映{trouble}，希望{who}尽快{action}',
    '参加人员有{person}、{person}和{person}，缺席的由{who}转达',
    '{person}建议把{thing}和{thing}合并处理，以减少重复劳动',
    '下一步{who}将{action}，并在{when}之前通报全体成员',
    '本次采购了{n}件样品，分别送到{place}和{place}',
    '{thing}的第{m}版已经发出，请{who}在{when}回复意见',
  ],
  join: '，',
  end: '。',
};
const en = {
  who: 'marketing;sales;the platform team;quality assurance;design;procurement;legal;the warehouse;the northern region;customer care;data engineering;the branding group;facilities;finance;the partner channel;overseas operations;the plant;the project office'.split(
    ';',
  ),
  person:
    'Alice Bob Carla Deepak Elena Farid Grace Hiro Ingrid Jonas Kofi Lena Marco Nadia Oscar Priya Quentin Rosa Sven Tomoko'.split(
      ' ',
    ),
  thing:
    'the quarterly budget;the supplier list;the new website;the trade fair booth;the contract template;the requirements document;the test report;the production schedule;the stock count;the user survey;the competitor analysis;the launch video;the training slides;the tender;the acceptance checklist;the equipment register;the dashboard;the recommender;the search feature;the payment gateway;the order system;the loyalty scheme;the mobile redesign;the packaging;the inspection standard;the warehouse move;the annual plan;the media campaign;the server purchase;the cabling;the shop refit;the patent filing'.split(
      ';',
    ),
  action:
    'finish a first draft;send it for comments;ask for a new quote;add the missing figures;settle the dates;update the tracker;write the minutes;compare the lists;call the supplier;prepare a demo;rework the proposal;upload the attachments;schedule another test;follow up with the client;file the papers;visit the site;sum up the lessons'.split(
      ';',
    ),
  trouble:
    'long delivery times;too few hands;changing requirements;a budget overrun of ten percent;incomplete interface documents;samples in a wrong shade;bad weather on the route;a missing signature;version conflicts;an unstable test bed;slow approvals;exchange rates;different definitions in the data;an unconfirmed venue'.split(
      ';',
    ),
  when: 'by Friday;next Monday;at the end of the month;by the fifteenth;before the holidays;before the end of the quarter;tomorrow afternoon;within three days;in two weeks;for the next meeting'.split(
    ';',
  ),
  place:
    'Hamburg Lyon Austin Osaka Leeds Porto Gdansk Turin Denver Oslo Seville Ghent Dublin'.split(
      ' ',
    ),
  say: [
    'In {place} {who} met about {thing}, with {person} in the chair',
    '{person} reported on {thing}; the main trouble is {trouble}',
    'It was decided that {person} will {action} {when}',
    '{thing} has reached stage {m} and is {n} percent complete, {m} days behind plan',
    '{who} and {who} exchanged views on {thing} and see a risk in {trouble}',
    'So far {n} remarks were worked through, {m} of them about {thing}',
    'Colleagues in {place} mention {trouble} and hope that {who} will {action}',
    'Present were {person}, {person} and {person}',
    '{person} proposes to treat {thing} together with {thing}',
    'As a next step {who} will {action} and tell everybody {when}',
    'We ordered {n} samples, which go to {place} and {place}',
  ],
  join: '. ',
  end: '.',
};

/** So many passages of text, seven in ten of them Chinese. */
export function fillerPassages(count, seed = 7) {
  const next = fixedNumbers(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  return Array.from({ length: count }, (_, at) => {
    const language = at % 10 < 7 ? zh : en;
    const sentences = Array.from({ length: 3 + Math.floor(next() * 3) }, () =>
      pick(language.say).replace(/\{(\w+)\}/g, (_, slot) =>
        slot === 'n'
          ? `${11 + Math.floor(next() * 88)}`
          : slot === 'm'
            ? `${2 + Math.floor(next() * 8)}`
            : pick(language[slot]),
      ),
    );
    return sentences.join(language.join) + language.end;
  });
}
