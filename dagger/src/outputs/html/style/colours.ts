/** Colours by name, light and dark by the reader's choice. Text keeps 4.5:1 on paper and on wash. */
export const COLOURS = `:root{color-scheme:light dark;--paper:#fdfcfa;--wash:#f4f1ea;--line:#ddd8cd;--ink:#1f1d1a;--soft:#5d5850;--link:#1d4f7c;
--pass:#1c6a35;--warn:#7d5200;--block:#a8201a;--incomplete:#6a34b0;
--critical:#a8201a;--high:#a1430a;--unknown:#6a34b0;--medium:#7d5200;--low:#3a617a;--info:#5d5850;--mark:#fdfcfa}
@media (prefers-color-scheme:dark){:root{--paper:#191816;--wash:#24221f;--line:#3d3a35;--ink:#ebe7df;--soft:#aea79b;--link:#9cc4ea;
--pass:#7bcb93;--warn:#e3b25c;--block:#ff9187;--incomplete:#c9a8fb;
--critical:#ff9187;--high:#f5a972;--unknown:#c9a8fb;--medium:#e3b25c;--low:#92bdd8;--info:#aea79b;--mark:#191816}}
@media print{:root{color-scheme:light;--paper:#fff;--wash:#fff;--line:#bbb;--ink:#000;--soft:#444;--link:#000;
--pass:#1c6a35;--warn:#7d5200;--block:#a8201a;--incomplete:#6a34b0;
--critical:#a8201a;--high:#a1430a;--unknown:#6a34b0;--medium:#7d5200;--low:#3a617a;--info:#444;--mark:#fff}}
.block{--tone:var(--block)}.warn{--tone:var(--warn)}.pass,.complete{--tone:var(--pass)}.incomplete,.expired,.refused,.pending{--tone:var(--incomplete)}
.info,.excepted,.dropped,.not-applicable,.unused,.in-force{--tone:var(--soft)}
.critical{--tone:var(--critical)}.high{--tone:var(--high)}.unknown{--tone:var(--unknown)}.medium{--tone:var(--medium)}.low{--tone:var(--low)}
.exploited,.overdue{--tone:var(--block)}.new{--tone:var(--link)}`;
