/** What forms look like beside the style of every page: two columns where there is room, errors that do not depend on colour. */
export const formStyle = `
:root{--bad:#b3261e;--badback:#fdeceb}
@media (prefers-color-scheme:dark){:root{--bad:#ff9b92;--badback:#3a2020}}
.grid{display:grid;grid-template-columns:1fr;gap:0 1rem}
@media (min-width:30rem){.grid{grid-template-columns:1fr 1fr}.field.full{grid-column:1/-1}}
.field{margin:0 0 1rem;min-width:0}.field>label{margin:0 0 .3rem;font-weight:600}.field>label .soft{font-weight:400}.field label.row{font-weight:400}
input[type=text],input[type=email],input[type=tel],input[type=date],select,textarea{padding:.65rem .75rem;min-height:2.9rem;border-color:var(--edge)}
:root{--edge:#7b8592}@media (prefers-color-scheme:dark){:root{--edge:#77828f}}
textarea{resize:vertical}
input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;flex:none;margin:.15rem 0 0;accent-color:var(--accent)}
::placeholder{color:var(--soft);opacity:1}
.wrong input,.wrong select,.wrong textarea{border-color:var(--bad);border-width:2px}
.error{color:var(--bad);margin:.3rem 0 0;font-size:.9375rem}.error::before{content:"\\26A0\\FE0E  "}
.summary{background:var(--badback);border-left:4px solid var(--bad);padding:.75rem 1rem;margin:0 0 1.25rem;border-radius:.25rem}
.summary p{margin:0}.summary ul{margin:.4rem 0 0;padding-left:1.2rem}.summary a{color:inherit}
.trap{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}
.small{font-size:.875rem}.points{padding-left:1.2rem}.points li{margin:.35rem 0}
.ways{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0 0 1.25rem}.ways legend{font-weight:600;padding:0;margin:0 0 .3rem}.ways label{margin:.2rem 0}
form button{width:100%;min-height:3rem;margin-top:.25rem}
@media (min-width:30rem){form button{width:auto;min-width:10rem}}
a{color:var(--link)}:root{--link:#1a4fa3}@media (prefers-color-scheme:dark){:root{--link:#9cc2ff}}
.button{text-align:center}
main{box-shadow:0 1px 2px rgba(0,0,0,.06),0 8px 24px rgba(0,0,0,.06)}
@media (min-width:40rem){main{padding:2rem 2.25rem}}
h1{font-size:1.6rem}
.embedded{background:transparent}.embedded main{margin:0;max-width:none;border:0;box-shadow:none;min-height:0;padding:1rem}
.landing main{max-width:34rem}
@media (min-width:60rem){.landing:not(.embedded) main{max-width:66rem;display:grid;grid-template-columns:1.1fr 1fr;gap:0 4rem;padding:3rem;margin-top:8vh}
.landing .brand{grid-column:1/-1}.landing .about h1{font-size:2.4rem;line-height:1.15}.landing .about{font-size:1.125rem}}
`;
