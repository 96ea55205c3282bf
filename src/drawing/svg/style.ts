/** How pictures look, light and dark. No font is brought along: the reader's own are taken. */
export const style = `
svg{--paper:#fff;--box:#fff;--border:#c4cad4;--text:#1f2430;--dim:#5c6575;--link:#7a8394;--group:#f4f6f9;--label:#eef1f5;
--work:#7a8394;--input:#2563a8;--router:#b45309;--loop:#7c3aed;--flow:#0f766e;--human:#be185d;--bad:#b91c1c}
@media(prefers-color-scheme:dark){svg{--paper:#14171c;--box:#20252d;--border:#475061;--text:#e8ebf0;--dim:#a5aebd;--link:#8b95a6;--group:#191d24;--label:#2a303a;
--work:#8b95a6;--input:#6aa9ee;--router:#f0a145;--loop:#b194f8;--flow:#4cc5b8;--human:#f27db3;--bad:#f58a8a}}
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;fill:var(--text);white-space:pre}
.paper{fill:var(--paper)}.head{fill:var(--link)}.head.handler{fill:var(--bad)}
.box{fill:var(--box);stroke:var(--border)}.group>.box{fill:var(--group)}
.stripe{fill:var(--work)}.input>.stripe,.output>.stripe,.batch>.stripe{fill:var(--input)}.router>.stripe{fill:var(--router)}
.loop>.stripe,.aggregator>.stripe{fill:var(--loop)}.flow>.stripe{fill:var(--flow)}.human>.stripe{fill:var(--human)}
.id{font-size:14px;font-weight:600}.about{font-size:12px;fill:var(--dim)}
.sign>rect{fill:var(--label);stroke:none}
.link{fill:none;stroke:var(--link);stroke-width:1.4}.link.handler{stroke:var(--bad);stroke-dasharray:5 4}
.label>rect{fill:var(--label)}.label>text{font-size:12px;text-anchor:middle}.label.handler>text{fill:var(--bad)}
`;
