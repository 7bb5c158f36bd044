/** The look of every page: phone first, light and dark by the reader's own setting, no fonts or images to fetch. */
export const styles = `
:root{color-scheme:light dark;--ink:#0f172a;--soft:#475569;--line:#cbd5e1;--edge:#8291a5;--field:#64748b;--page:#f1f5f4;--card:#fff;--tint:#f0fdfa;--accent:#0f766e;--accent-strong:#115e59;--on-accent:#fff;--bad:#b91c1c;--bad-tint:#fef2f2}
@media (prefers-color-scheme:dark){:root{--ink:#e8eef2;--soft:#a3b1c2;--line:#334155;--edge:#5f7087;--field:#8494a8;--page:#0b1220;--card:#121b2b;--tint:#0f2a2c;--accent:#2dd4bf;--accent-strong:#5eead4;--on-accent:#042f2e;--bad:#fca5a5;--bad-tint:#2a1519}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-font-smoothing:antialiased;overflow-wrap:break-word}
main{max-width:42rem;margin:0 auto;padding:20px 20px 48px;background:var(--card);min-height:100vh;min-height:100dvh}
h1,h2,h3,p{margin:0}
h1{font-size:1.375rem;line-height:1.25;font-weight:650;letter-spacing:-.012em;text-wrap:balance}
h2{font-size:1.125rem;line-height:1.35;font-weight:600}
h3{font-size:1rem;font-weight:600}
a{color:var(--accent);text-underline-offset:3px}
img{max-width:100%;height:auto}
.logo{display:block;max-height:40px;width:auto;margin-bottom:20px}
.lead,.description{color:var(--soft)}
.lead{margin-top:6px}
.description{font-size:.9375rem;padding-top:2px}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;border:0}
.progress{margin-bottom:20px;font-size:.875rem;color:var(--soft);font-variant-numeric:tabular-nums}
progress{appearance:none;-webkit-appearance:none;display:block;width:100%;height:6px;margin-top:6px;border:0;border-radius:3px;background:var(--line);color:var(--accent);overflow:hidden}
progress::-webkit-progress-bar{background:var(--line)}
progress::-webkit-progress-value{background:var(--accent);border-radius:3px}
progress::-moz-progress-bar{background:var(--accent);border-radius:3px}
.page-head{margin-top:28px}
form>.question,form>.panel,form>.prose,form>.picture{margin-top:32px}
fieldset{min-width:0;margin:0;padding:0;border:0}
legend{float:left;width:100%;padding:0}
legend+*{clear:both}
.title{display:block;font-weight:600;font-size:1.0625rem;line-height:1.4;text-wrap:pretty}
.number{color:var(--soft);font-weight:500}
.star{color:var(--bad)}
.panel{padding-top:24px;border-top:1px solid var(--line)}
.panel>.question,.panel>.panel{margin-top:24px}
.prose>:first-child{margin-top:0}.prose>:last-child{margin-bottom:0}.prose p,.prose ul,.prose ol{margin:.6em 0}.prose ul,.prose ol{padding-left:1.4em}
.field{display:block;width:100%;min-height:48px;margin-top:12px;padding:11px 14px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--field);border-radius:10px}
textarea.field{resize:vertical;field-sizing:content;min-height:7.5rem;max-height:60vh}
.short{max-width:16rem}
select.field{appearance:none;-webkit-appearance:none;padding-right:40px;background-image:linear-gradient(45deg,transparent 50%,var(--soft) 50%),linear-gradient(-45deg,transparent 50%,var(--soft) 50%);background-position:right 20px center,right 14px center;background-size:6px 6px;background-repeat:no-repeat}
select.field option{background:var(--card);color:var(--ink)}
.field::placeholder{color:var(--soft);opacity:1}
.besides{margin-top:12px}
.besides label{font-size:.9375rem;color:var(--soft)}
.besides .field{margin-top:4px}
.options{display:grid;gap:8px;padding-top:14px}
.option{position:relative;display:flex;align-items:center;gap:12px;min-height:48px;padding:10px 14px;border:1px solid var(--line);border-radius:10px;cursor:pointer;-webkit-tap-highlight-color:transparent}
.option:hover{border-color:var(--accent)}
.option input{appearance:none;-webkit-appearance:none;flex:none;display:grid;place-content:center;width:20px;height:20px;margin:0;border:1.5px solid var(--field);border-radius:6px;background:var(--card);cursor:inherit}
.option input[type=radio]{border-radius:50%}
.option input::before{content:"";width:12px;height:12px;background:var(--on-accent);clip-path:polygon(14% 44%,0 65%,46% 100%,100% 18%,82% 4%,42% 64%);opacity:0}
.option input[type=radio]::before{width:8px;height:8px;clip-path:circle()}
.option input:checked{border-color:var(--accent);background:var(--accent)}
.option input:checked::before{opacity:1}
.option:has(:checked){border-color:var(--accent);background:var(--tint);box-shadow:inset 0 0 0 1px var(--accent)}
.option:has(:disabled){opacity:.6;cursor:default}
.scale{display:grid;gap:6px;padding-top:14px}
.columns-1{grid-template-columns:1fr}.columns-2{grid-template-columns:1fr 1fr}.columns-3{grid-template-columns:repeat(3,1fr)}.columns-4{grid-template-columns:repeat(4,1fr)}.columns-5{grid-template-columns:repeat(5,1fr)}.columns-6{grid-template-columns:repeat(6,1fr)}
.scale .option{border-color:var(--edge);justify-content:center;padding:8px 4px;text-align:center;font-weight:550;font-variant-numeric:tabular-nums}
.scale .option:hover,.scale .option:has(:checked){border-color:var(--accent)}
.scale:not(.worded) .option:has(:checked){background:var(--accent);color:var(--on-accent)}
.worded .option{justify-content:flex-start;padding:10px 14px;text-align:left;font-weight:400}
.ends{display:flex;justify-content:space-between;gap:24px;margin-top:8px;font-size:.875rem;line-height:1.35;color:var(--soft)}
.ends span+span{text-align:right}
.rows{display:grid;gap:20px;padding-top:14px}
.row-title{font-size:.9375rem;font-weight:550}
.row .scale{padding-top:8px}
.invalid{padding-left:14px;border-left:3px solid var(--bad)}
.problem{padding-top:4px;color:var(--bad);font-size:.9375rem;font-weight:550}
.invalid .field{border-color:var(--bad)}
.summary{margin-top:24px;padding:14px 16px;border:1px solid var(--bad);border-radius:10px;background:var(--bad-tint)}
.summary h2{font-size:1rem;color:var(--bad)}
.summary ul{margin:4px 0 0;padding:0;list-style:none}
.summary a{display:block;padding:11px 0;color:var(--ink);line-height:1.4}
.summary li+li{border-top:1px solid var(--line)}
.notice{margin-top:24px;padding:12px 16px;border-radius:10px;background:var(--tint);border:1px solid var(--line)}
.buttons{display:flex;flex-direction:column;gap:10px;margin-top:36px}
button{min-height:48px;padding:12px 24px;font:inherit;font-weight:600;border-radius:10px;border:1px solid transparent;cursor:pointer}
.main-button{background:var(--accent);color:var(--on-accent)}
.main-button:hover{background:var(--accent-strong)}
.plain-button{background:transparent;color:var(--accent);border-color:var(--line)}
.plain-button:hover{border-color:var(--accent)}
.languages{display:flex;flex-wrap:wrap;align-items:center;gap:0 4px;margin:32px 0 -16px;padding-top:8px;border-top:1px solid var(--line)}
.languages button:first-child{margin-left:-12px}
.languages button{padding:10px 12px;background:none;color:var(--accent);font-weight:500;font-size:.9375rem}
.languages button[aria-current]{color:var(--ink);font-weight:650}
:focus-visible,.option:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.summary:focus{outline:none}
.summary:focus-visible{outline:2px solid var(--bad);outline-offset:0}
.banner{padding:10px 20px;background:var(--tint);color:var(--ink);border-bottom:1px solid var(--line);font-size:.875rem;text-align:center}
.message{display:flex;flex-direction:column;justify-content:center;padding-bottom:18vh}
.message .badge{display:flex;align-items:center;justify-content:center;width:56px;height:56px;margin-bottom:20px;border-radius:50%;background:var(--tint);color:var(--accent)}
.message .badge.quiet{background:var(--page);color:var(--soft)}
.message .lead,.message .prose{margin-top:10px;max-width:34rem}
.message .prose{color:var(--soft)}
.message .prose :is(h1,h2,h3,h4){margin:0 0 .3em;color:var(--ink);font-size:1.375rem;line-height:1.25;font-weight:650;letter-spacing:-.012em}
.message .buttons{align-items:stretch}
@supports selector(:has(*)){.question:not(:has(.is-other:checked))>.other{display:none}
.scale:not(.worded) .option input{position:absolute;inset:0;width:100%;height:100%;opacity:0;cursor:pointer}
.option input:focus-visible{outline:none}}
@media (min-width:40rem){
body{padding:40px 20px}
main{min-height:0;padding:40px 48px 44px;border:1px solid var(--line);border-radius:16px}
h1{font-size:1.625rem}
.banner{margin:-40px -20px 40px}
.scale:not(.worded){grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:1fr}
.of-2,.of-3,.of-4,.of-5{grid-auto-flow:column;grid-auto-columns:1fr}
.of-2 .option,.of-3 .option,.of-4 .option,.of-5 .option{flex-direction:column;justify-content:flex-start;gap:8px;padding:12px 6px;text-align:center;font-size:.9375rem;line-height:1.3}
.columns-2{max-width:20rem}
.row{display:grid;grid-template-columns:minmax(9rem,2fr) 5fr;gap:16px;align-items:center}
.row .scale{padding-top:0}
.buttons,.message .buttons{flex-direction:row;align-items:center}
.message{padding:64px 48px}
}
@media (prefers-reduced-motion:no-preference){.option,button{transition:border-color .12s,background-color .12s}}
@media (forced-colors:active){.scale .option input{position:static;width:20px;height:20px;opacity:1}.option input{appearance:auto;-webkit-appearance:auto}.option:has(:checked){outline:3px solid Highlight}}
@media print{.buttons,.languages{display:none}}
`;
