/** What opens: facts of a finding or stage, the plan, exceptions, the chart. */
export const DETAILS = `.facts{display:grid;grid-template-columns:minmax(7rem,11.5rem) 1fr;gap:.3rem .8rem;font-size:.95rem}
.facts dt{color:var(--soft)}.facts dd{margin:0;min-width:0}.facts ul{padding-left:1.1rem}
.plan{padding-left:2.8rem;max-width:52rem}.plan li{margin:0 0 .7rem;padding-left:.3rem}.plan li::marker{color:var(--soft);font-variant-numeric:tabular-nums}
.kind{margin-right:.3rem;color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
.clears{white-space:nowrap}
.more>summary,.gone>summary{padding:.3rem 0;color:var(--link);cursor:pointer}
.more ol{margin-top:.6rem}
.evidence,.accepted{margin-top:.6rem;padding:0;list-style:none;border-bottom:1px solid var(--line)}
.evidence>li,.accepted>li{border-top:1px solid var(--line)}
.accepted>li{padding:.6rem 0}.accepted p{margin:.1rem 0}
.evidence summary{display:grid;grid-template-columns:1.4rem 9rem 7.5rem 1fr;gap:0 .8rem;padding:.55rem .3rem;cursor:pointer;list-style:none}
.evidence summary::-webkit-details-marker{display:none}
.evidence summary:hover,.evidence [open]>summary{background:var(--wash)}
.stage{font-weight:600}.state{color:var(--tone)}.digest{color:var(--soft);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.evidence [open] .digest{visibility:hidden}
.evidence .body{padding:.3rem .3rem 1rem 2.5rem}
.services>li{display:grid;grid-template-columns:minmax(9rem,16rem) 7.5rem 1fr;gap:0 .8rem;padding:.7rem .3rem}.services .digest{white-space:normal}
.gone ul{padding-left:1.2rem}
.chart{margin:1rem 0}.chart svg{display:block;width:100%;height:11rem;border-bottom:1px solid var(--soft)}
.chart rect{fill:var(--tone);stroke:var(--paper);stroke-width:1px;vector-effect:non-scaling-stroke}
figcaption,.axis{color:var(--soft);font-size:.9rem}.axis{display:flex;justify-content:space-between;margin:.2rem 0}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.3rem 0 .6rem;padding:0;list-style:none;font-size:.9rem}
.legend li::before{content:"";display:inline-block;width:.8em;height:.8em;margin-right:.4em;background:var(--tone)}
.wide{overflow-x:auto}.numbers{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
.numbers th,.numbers td{padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);text-align:right;font-weight:400;white-space:nowrap}
.numbers th:first-child,.numbers td:nth-child(2){text-align:left}.numbers thead th{color:var(--soft)}
@media (max-width:48rem){.services>li{grid-template-columns:1fr auto}.evidence.services .digest{grid-column:1/-1}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}.evidence summary{grid-template-columns:1.2rem auto 1fr;gap:0 .5rem}.evidence .digest{grid-column:2/-1}.evidence [open] .digest{display:none}.evidence .complete details:not([open]) .digest{display:none}.evidence .body{padding-left:2rem}}
@media (forced-colors:active){.action,.mark{border-color:CanvasText!important}.action.block{background:CanvasText;color:Canvas;forced-color-adjust:none}.chart rect,.legend li::before{forced-color-adjust:none}}`;
