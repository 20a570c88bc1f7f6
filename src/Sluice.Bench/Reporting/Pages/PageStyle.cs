namespace Sluice.Bench.Reporting.Pages;

/// <summary>How pages look: light, dark and on paper, from a phone's width up. Text and marks keep a contrast of 4.5 : 1 and 3 : 1 to their ground.</summary>
static class PageStyle
{
    public const string Text = """

        :root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --panel: #f6f8fa;
          --c0: #0b62b8; --c1: #b3430a; --c2: #17754a; --c3: #8a2f8f; --c4: #8a6100; --c5: #b3215a; --c6: #57606a }
        @media (prefers-color-scheme: dark) { :root { --ground: #0f1419; --text: #e6e9ed; --soft: #a3adba; --line: #333b45; --panel: #171d24;
          --c0: #6cb3ff; --c1: #ff9d5c; --c2: #5fd39a; --c3: #dd92e2; --c4: #e3b64f; --c5: #ff8fb4; --c6: #a3adba } }
        @media print { :root { color-scheme: light; --ground: #fff; --text: #000; --soft: #444; --line: #bbb; --panel: #fff;
          --c0: #0b62b8; --c1: #b3430a; --c2: #17754a; --c3: #8a2f8f; --c4: #8a6100; --c5: #b3215a; --c6: #444 } }
        * { box-sizing: border-box }
        body { background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; overflow-wrap: anywhere }
        h1 { font-size: 1.5rem; line-height: 1.2; margin: .3rem 0 } h2 { font-size: 1.25rem; border-top: 1px solid var(--line); margin: 2rem 0 .5rem; padding-top: 1rem } h3 { font-size: 1rem; margin: 1rem 0 .3rem }
        p { margin: .3rem 0 } a { color: var(--c0) } .soft, figcaption p, .remark, .readout, footer { color: var(--soft); font-size: .875rem }
        .skip { position: absolute; left: -99rem } .skip:focus { position: static }
        .short li { margin: .25rem 0 } .warn { border-left: 4px solid var(--c1); padding-left: .6rem }
        .charts { display: grid; gap: 1.2rem; grid-template-columns: minmax(0, 1fr) } @media (min-width: 60rem) { .charts { grid-template-columns: repeat(2, minmax(0, 1fr)) } }
        figure { margin: 0; padding: .6rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: .5rem } figure h3 { margin-top: 0 }
        .legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; list-style: none; margin: .4rem 0; padding: 0; font-size: .875rem } .legend li { display: flex; align-items: center } .key { flex: none; width: 2rem; height: 1rem; margin-right: .4rem; overflow: visible }
        svg.chart { display: block; width: 100%; height: auto; overflow: visible; font: 13px system-ui, sans-serif } svg text { fill: var(--soft) }
        @media (max-width: 40rem) { svg.chart { font-size: 18px } }
        .grid { stroke: var(--line) } .axis { stroke: var(--soft) } .name, .label, .mark-name { font-weight: 600 } svg .label, svg .mark-name { fill: var(--text); paint-order: stroke; stroke: var(--panel); stroke-width: 4px; stroke-linejoin: round }
        .c0 { --c: var(--c0) } .c1 { --c: var(--c1) } .c2 { --c: var(--c2) } .c3 { --c: var(--c3) } .c4 { --c: var(--c4) } .c5 { --c: var(--c5) } .c6 { --c: var(--c6) }
        .line { fill: none; stroke: var(--c); stroke-width: 2 } .predicted .line { stroke-dasharray: 6 5 } .whisker { stroke: var(--c); stroke-width: 1.5 } .mark { fill: var(--c); stroke: var(--c); stroke-width: 1.5 } .hollow .mark { fill: var(--panel) }
        .area { fill: var(--c); opacity: .16 } .area.s2 { opacity: .3 } .band { fill: var(--c); opacity: .12 } .rule { stroke: var(--c); stroke-width: 1.5; stroke-dasharray: 2 4 } .hit { fill: transparent }
        .pt { outline: none; cursor: default } .pt:hover .mark { stroke-width: 4 } .pt:focus .hit { stroke: var(--text); stroke-width: 2 }
        :focus-visible { outline: 2px solid var(--c0); outline-offset: 2px }
        .wide { overflow-x: auto; margin: .4rem 0 } table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal }
        th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: right; vertical-align: top } thead th { color: var(--soft); font-weight: 600; text-align: right; vertical-align: bottom } th:first-child { text-align: left }
        .words td, .words thead th { text-align: left } .words td, .words th[scope] { overflow-wrap: anywhere; white-space: normal; min-width: 6rem }
        @media screen { td, th[scope=row] { white-space: nowrap } }
        details { margin: .4rem 0 } summary { cursor: pointer; font-size: .875rem } code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere } ul { padding-left: 1.2rem }
        @media print { html { font-size: 9pt } body { font-size: 1rem; max-width: none; padding: 0 1px } .charts { grid-template-columns: repeat(2, minmax(0, 1fr)) } figure, tr { break-inside: avoid } h2, h3 { break-after: avoid } .readout, .skip, .downloads { display: none }
          details::details-content { content-visibility: visible; display: block } summary { list-style: none } .wide { overflow: visible } table { font-size: 7pt } th, td { padding: .1rem .25rem } a { color: inherit } }

        """;
}
