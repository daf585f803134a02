/** The page as a whole: letters, widths, headings, links. */
export const PAGE = `*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;border-top:.4rem solid var(--tone);background:var(--paper);color:var(--ink);font:1rem/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere}
body>header,body>nav,main,footer{max-width:70rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}
h1,.why,main h2,footer h2{font-family:"Iowan Old Style",Charter,"Palatino Linotype","URW Palladio L",Georgia,"Liberation Serif",serif}
main h2,footer h2{margin:0 0 .8rem;font-size:1.5rem;font-weight:600;line-height:1.2}
main>section{margin-top:2.2rem;padding-top:1.4rem;border-top:1px solid var(--line)}
p{margin:.4rem 0}ul,ol,dl{margin:0}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
code,.id{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em}
.soft{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:1rem;top:-4rem;padding:.4rem .8rem;background:var(--paper);border:1px solid var(--line)}
.skip:focus{top:1rem;z-index:1}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
[hidden]{display:none!important}
.prose{padding-left:1.2rem;max-width:46rem}.prose li{margin:.35rem 0}
footer{margin-top:2.5rem;padding-bottom:3rem}footer h2{padding-top:1.4rem;border-top:1px solid var(--line)}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;
