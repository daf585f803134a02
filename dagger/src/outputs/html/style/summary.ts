/** The first screen. */
export const SUMMARY = `body>header{padding-top:1.6rem}
.about{margin:0;color:var(--soft);font-size:.9rem}.about b{color:var(--ink)}.about>*+*::before{content:"\\a0· "}
h1{margin:.5rem 0 0;color:var(--tone);font-size:clamp(2.4rem,7vw,3.6rem);font-weight:600;line-height:1.1;letter-spacing:.02em}h1 small{font-size:.45em;font-weight:400;letter-spacing:0}
.why{max-width:46rem;margin:.3rem 0 1.5rem;font-size:clamp(1.1rem,2.4vw,1.35rem);line-height:1.35}
.news{margin:-.9rem 0 1.4rem;color:var(--soft)}
.glance{display:grid;grid-template-columns:minmax(15rem,4fr) 5fr minmax(13rem,3fr);gap:0 2.5rem;border-top:1px solid var(--line);padding-top:1rem}
.glance h2{margin:0 0 .5rem;color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase}
.matrix{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
.matrix th,.matrix td{padding:.22rem 0 .22rem .6rem;text-align:right;font-weight:400}
.matrix th:first-child{padding-left:0;text-align:left}
.matrix tbody th{color:var(--tone);font-weight:600}
.matrix thead th{color:var(--soft);font-size:.85rem}
.matrix tbody tr{border-top:1px solid var(--line)}
.matrix tfoot th,.matrix tfoot td{border-top:1px solid var(--soft);font-weight:600}
.matrix td a{color:inherit}.matrix td.block a{color:var(--block);font-weight:600}
.matrix .none{color:var(--soft)}
.nowrap{white-space:nowrap}.first ol{padding-left:1.3rem}.first li{margin:0 0 .5rem;padding-left:.2rem}.first li>span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}.first li::marker{color:var(--soft)}
.stages{list-style:none;padding:0}.stages a{color:inherit;text-decoration:none}.stages a:hover{text-decoration:underline}
.stages .incomplete{font-weight:600}
.sign{display:inline-block;width:1.4em;color:var(--tone);font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin-top:1.2rem;padding:0;list-style:none;font-size:.95rem}
@media (max-width:60rem){.glance{grid-template-columns:1fr 1fr;row-gap:1.2rem}.glance>:last-child{grid-column:1/-1}.stages{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}.sign{width:auto;margin-right:.35em}}
@media (max-width:40rem){body>header{padding-top:.9rem}.why{margin-bottom:.8rem}.news{margin:-.4rem 0 .8rem;font-size:.9rem}.glance{grid-template-columns:1fr;row-gap:.9rem;padding-top:.7rem}.glance h2{margin-bottom:.25rem}.about>:nth-child(3){display:none}.matrix{font-size:.93rem;line-height:1.4}.matrix th,.matrix td{padding-block:.05rem}.first li>span{-webkit-line-clamp:2}.first,.stages{font-size:.93rem}.first li{margin-bottom:.25rem}nav ul{gap:.1rem 1.2rem;margin-top:.8rem}nav a{display:inline-block;padding:.2rem 0}}`;
