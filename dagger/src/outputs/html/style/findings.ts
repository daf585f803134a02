/** The list of findings and its controls. */
export const FINDINGS = `.tools{display:flex;flex-wrap:wrap;gap:.6rem .8rem;align-items:end;margin-bottom:.6rem;padding:.8rem 1rem;background:var(--wash);border-radius:.4rem}
.tools label{color:var(--soft);font-size:.82rem}
.tools .search{flex:1 1 16rem}.choices{flex:1 1 100%}.choices>summary{cursor:pointer}.choices>div{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.6rem .8rem;align-items:end}
@media (min-width:48.01rem){.choices>summary{display:none}}
.tools input,.tools select,button{display:block;min-height:2.3rem;padding:.3rem .6rem;border:1px solid var(--soft);border-radius:.3rem;background:var(--paper);color:var(--ink);font:inherit;font-size:.95rem}
.tools input,.tools select{width:100%;max-width:100%}
button{display:inline-block;cursor:pointer}button:hover{border-color:var(--ink)}
.status{margin:.6rem 0;color:var(--soft)}
.left{padding:.6rem 1rem;border-left:.25rem solid var(--incomplete);background:var(--wash)}
.findings{padding:0;list-style:none;border-bottom:1px solid var(--line)}
.findings>li{display:block;border-top:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 4rem}
.findings.paged>li{content-visibility:visible}
.findings summary{display:grid;grid-template-columns:5.5rem 5.2rem 11.5rem 1fr;gap:0 .8rem;align-items:baseline;padding:.6rem .3rem;cursor:pointer;list-style:none}
.findings summary::-webkit-details-marker{display:none}
.findings summary:hover,.findings [open]>summary{background:var(--wash)}
.findings :focus-visible{outline-offset:-3px}
.action{justify-self:start;min-width:4.6rem;padding:0 .5rem;border:1px solid var(--tone);border-radius:.25rem;color:var(--tone);font-size:.85rem;font-weight:600;text-align:center}
.action.block{background:var(--tone);color:var(--mark)}
.action.info,.action.excepted{border-color:transparent;font-weight:400}
.action.excepted{border:1px dashed var(--soft)}
.severity{color:var(--tone);font-weight:600}
.what .title{display:inline}
.at{display:block;color:var(--soft);font-size:.9rem}
.mark{margin-left:.3rem;padding:0 .4rem;border:1px solid var(--tone);border-radius:1rem;color:var(--tone);font-size:.78rem;font-weight:600;white-space:nowrap}
.findings .facts{padding:.4rem .3rem 1.2rem}
.paging{margin:1rem 0}
@media (max-width:48rem){.findings summary{grid-template-columns:auto auto 1fr;gap:.15rem .7rem}.what{grid-column:1/-1}.action{min-width:0}.tools{padding:.7rem}.choices>div{margin-top:.5rem}}`;
