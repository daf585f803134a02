/** On paper: no controls, what blocks and every stage opened, pages that break between entries. */
export const PRINT = `@media print{@page{margin:16mm 14mm}
html{font-size:10pt}body{border:0}
body>header,body>nav,main,footer{max-width:none;padding:0}
nav,.skip,.tools,.paging{display:none!important}
a{color:inherit;text-decoration:none}
.glance{grid-template-columns:4fr 5fr 3fr!important;gap:0 1.5rem!important}.glance>:last-child{grid-column:auto!important}.stages{display:block!important}
h1{font-size:30pt}.why{font-size:13pt}main h2,footer h2{font-size:15pt}
h2,h1,.status{break-after:avoid}
.findings>li{content-visibility:visible}
.findings>li,.evidence>li,.accepted>li,.plan li,.facts dt,.facts dd,figure,footer,.glance{break-inside:avoid}
.findings summary{break-after:avoid;grid-template-columns:5rem 5.8rem 9.5rem 1fr!important}.what{grid-column:auto!important}
.findings:not(.many)>li[data-action=block]>details::details-content,.evidence>li>details::details-content,.more:not(.long)::details-content,.gone::details-content{content-visibility:visible;display:block;block-size:auto}
.facts{grid-template-columns:8rem 1fr!important;font-size:9pt;gap:.1rem .8rem!important}.facts dd{margin:0!important}
.evidence .complete .digest{display:none}.digest{white-space:normal}.legend li::before,.chart rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}.evidence .body{padding-top:0}
.action.block{background:none;color:var(--tone)}}`;
