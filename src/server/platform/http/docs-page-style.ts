/** Style of the page that browses the contract: the product's own colours, by the reader's light or dark preference. */
export const STYLE = `
:root { color-scheme: light dark;
  --canvas: light-dark(#F5F6F8, #0D1015); --surface: light-dark(#FFFFFF, #14181F); --well: light-dark(#EEF1F4, #1F2630);
  --line: light-dark(#E4E7EC, #252C37); --control: light-dark(#8A93A3, #6C7787);
  --t1: light-dark(#14181F, #E8ECF2); --t2: light-dark(#464F5E, #B3BCC9); --t3: light-dark(#5B6575, #98A2B1); --accent: light-dark(#2A5BC7, #86ABF8); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--t2); font: 14px/20px "Inter Variable", Inter, system-ui, sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 14px 20px; }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 28px; font-weight: 650; color: var(--t1); letter-spacing: -0.02em; }
h2 { margin: 24px 0 8px; font-size: 18px; line-height: 24px; font-weight: 650; color: var(--t1); }
h3 { margin: 14px 0 4px; font-size: 14px; line-height: 20px; font-weight: 600; color: var(--t1); }
p { margin: 0 0 10px; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
label { display: block; font-size: 12px; line-height: 16px; color: var(--t3); }
input { width: 100%; max-width: 420px; height: 32px; margin: 2px 0 10px; padding: 0 10px; border: 1px solid var(--control); border-radius: 6px; background: var(--surface); color: var(--t1); font: inherit; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: 2px 0; }
details { margin: 0 0 6px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
summary { padding: 8px 14px; cursor: pointer; color: var(--t1); overflow-wrap: anywhere; }
details > div { padding: 0 14px 12px; }
details details { background: none; }
.method { display: inline-block; min-width: 56px; font-weight: 600; font-size: 12px; color: var(--t2); }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: 12px; }
pre { margin: 0; padding: 10px; overflow: auto; max-height: 480px; background: var(--well); border-radius: 6px; color: var(--t1); }
.what { color: var(--t2); margin-left: 8px; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 5px 10px 5px 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); white-space: nowrap; }
td:last-child { white-space: normal; overflow-wrap: anywhere; min-width: 160px; }
th { font-size: 12px; font-weight: 500; color: var(--t3); border-top: 0; }
td code { color: var(--t1); }
[hidden] { display: none; }
`

/** Narrows the list to what is searched for, and opens the operation that the address names. */
export const SCRIPT = `
const search = document.getElementById('search');
const found = document.getElementById('found');
const groups = [...document.querySelectorAll('section')];
search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const group of groups) {
    let shown = 0;
    for (const item of group.querySelectorAll(':scope > details')) {
      const text = item.dataset.text;
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    group.hidden = shown === 0;
    count += shown;
  }
  found.textContent = words.length === 0 ? '' : count + ' found';
});
function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement) { named.open = true; named.scrollIntoView(); }
}
addEventListener('hashchange', openNamed);
openNamed();
`
