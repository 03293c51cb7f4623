// The style sheet that pages have when no bundle of web/ was built: readable, light and dark, at any width.
#pragma once

#include <string_view>

namespace demarche::server {

inline constexpr std::string_view plain_style = R"css(
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #595959; --paper: #ffffff; --line: #d0d0d0; --link: #0b57a4;
  --good: #d7e8f7; --bad: #f8dfcb; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --soft: #a8a8a8; --paper: #16181b; --line: #3a3d42; --link: #8ab8ee; --good: #1d3a55; --bad: #57310f; }
  svg .paper { fill: #16181b; } svg text { fill: #e8e8e8; } svg .axis { stroke: #e8e8e8; } svg .grid { stroke: #3a3d42; }
}
body { margin: 0 auto; max-width: 60rem; padding: 0 1rem 3rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); }
a { color: var(--link); } a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
nav a { margin-right: 1rem; } header, footer { padding: .75rem 0; } footer { border-top: 1px solid var(--line); color: var(--soft);
  margin-top: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; } th, td { border-bottom: 1px solid var(--line);
  padding: .25rem .6rem; text-align: left; vertical-align: top; } td.number, th.number { text-align: right;
  font-variant-numeric: tabular-nums; }
svg { max-width: 100%; height: auto; } ol.records, ul.records { list-style: none; padding: 0; }
li.event, li.statement { border-left: .3rem solid var(--line); padding: .1rem .8rem; margin: 1rem 0; }
li.event[data-quad$="cooperation"] { border-left-color: #1f6fb2; } li.event[data-quad$="conflict"] { border-left-color: #b8460e; }
li.event:not([data-factuality="actual"]) { border-left-style: dotted; }
blockquote { margin: .3rem 0; } mark { background: var(--good); color: inherit; padding: 0 .1em; }
mark[data-role~="trigger"], mark[data-role~="cue"] { background: var(--bad); font-weight: 600; }
mark[data-role~="recipient"], mark[data-role~="addressee"] { text-decoration: underline; }
.badge { border: 1px solid var(--line); border-radius: .3rem; padding: 0 .35rem; font-size: .85rem; margin-right: .3rem; }
.soft { color: var(--soft); } form label { display: inline-block; margin: .2rem .8rem .2rem 0; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
)css";

}  // namespace demarche::server
