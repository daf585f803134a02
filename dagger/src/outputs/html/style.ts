/** The report's style: light and dark by the reader's choice, phone, desktop and print. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1a1f24;--soft:#57606a;--paper:#fff;--wash:#f4f6f8;--line:#d8dee4;
--pass:#176f2c;--warn:#8a5a00;--block:#b3261e;--incomplete:#6f3cc3;--info:#57606a;--excepted:#57606a}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaee;--soft:#a4adb6;--paper:#12161a;--wash:#1b2127;
--line:#333c45;--pass:#5fd07f;--warn:#e9b44c;--block:#ff8a80;--incomplete:#c5a5ff;--info:#a4adb6;--excepted:#a4adb6}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.9rem;margin:0 0 .2rem;line-height:1.2}
h2{font-size:1.2rem;margin:2.2rem 0 .6rem}
p{margin:.3rem 0}
.soft{color:var(--soft)}
.verdict{border-left:.5rem solid currentColor;padding:.4rem 0 .4rem 1rem;margin-bottom:1rem}
.verdict p{color:var(--ink)}
.pass{color:var(--pass)}.warn{color:var(--warn)}.block{color:var(--block)}
.incomplete{color:var(--incomplete)}.info,.excepted,.dropped,.not-applicable{color:var(--info)}
.complete{color:var(--pass)}
ul.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.6rem;padding:0;margin:0}
ul.counts li{background:var(--wash);border:1px solid var(--line);border-radius:.4rem;padding:.4rem .8rem}
ul.counts b{font-size:1.3rem;margin-right:.35rem}
ol li{margin:.35rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600;white-space:nowrap}
td{overflow-wrap:anywhere}
td.tag{font-weight:600;white-space:nowrap}
details{margin:.2rem 0}
summary{cursor:pointer}
a{color:inherit}
@media (max-width:40rem){table,tbody,tr,td{display:block}thead{display:none}
tr{border-bottom:1px solid var(--line);padding:.5rem 0}td{border:0;padding:.1rem 0}
td[data-name]::before{content:attr(data-name) " ";color:var(--soft);font-weight:400}}
@media print{main{max-width:none;padding:0}tr{break-inside:avoid}.verdict{break-inside:avoid}}
`;
