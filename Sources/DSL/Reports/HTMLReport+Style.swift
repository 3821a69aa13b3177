// SPDX-License-Identifier: Apache-2.0

extension HTMLReport {
  /// How the page looks: light or dark as the reader has it, one column on a narrow screen, all of it on
  /// paper.
  ///
  /// Pictures of lines and bars take over the colours of a dark page; those that tell by shades keep a white
  /// ground.
  static let style = """
    :root{--ground:#ffffff;--ink:#1f2328;--faint:#59636e;--line:#d8dee4;--soft:#f6f8fa;--link:#0057ad;
    --good:#0a6b3d;--good-soft:#dff3e8;--bad:#a8201a;--bad-soft:#fbe5e3;--warn:#7a5200;--warn-soft:#fff3d6;
    --verb:#0057ad;--string:#7a3e00;--number:#00695c;--comment:#59636e}
    @media screen and (prefers-color-scheme:dark){:root{--ground:#14171a;--ink:#e4e7ea;--faint:#9aa4ae;--line:#343b42;
    --soft:#1d2125;--link:#7db8ff;--good:#67d39b;--good-soft:#12301f;--bad:#ff9a92;--bad-soft:#3a1614;
    --warn:#f0c674;--warn-soft:#33270b;--verb:#7db8ff;--string:#f0b47a;--number:#6fd3c4;--comment:#9aa4ae}
    .lines svg [fill="#ffffff"]{fill:#14171a}.lines svg [fill="#222222"]{fill:#e4e7ea}
    .lines svg [fill="#555555"]{fill:#9aa4ae}.lines svg [stroke="#e3e3e3"]{stroke:#343b42}
    .lines svg [stroke="#777777"]{stroke:#9aa4ae}.lines svg [fill="#0072b2"]{fill:#4aa8e0}
    .lines svg [stroke="#0072b2"]{stroke:#4aa8e0}.lines svg [stroke="#d55e00"]{stroke:#f08a3c}
    .lines svg [fill="#d55e00"]{fill:#f08a3c}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0 auto;max-width:76rem;padding:1.5rem 1.25rem 3rem;background:var(--ground);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
    display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.5rem}
    code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono","Noto Sans Mono","Noto Sans Mono CJK SC",monospace;font-size:.875rem}
    a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    header{border-bottom:1px solid var(--line);margin-bottom:1.25rem;padding-bottom:.5rem}
    h1{font-size:1.75rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
    h2{font-size:1.25rem;margin:2.25rem 0 .75rem;overflow-wrap:anywhere}h2 a{color:inherit;text-decoration:none}
    header p{margin:.25rem 0;overflow-wrap:anywhere}.remark{color:var(--faint)}
    .badge{display:inline-block;border-radius:1rem;padding:.05rem .7rem;margin-right:.5rem;font-size:.875rem;font-weight:600}
    .badge.good{background:var(--good-soft);color:var(--good)}.badge.bad{background:var(--bad-soft);color:var(--bad)}
    nav{font-size:.9375rem;margin-bottom:1rem}nav ol{margin:.5rem 0;padding-left:1.4rem}nav li{margin:.2rem 0}
    nav a{text-decoration:none}nav li.bad a{color:var(--bad)}nav summary{color:var(--faint);cursor:pointer}
    main{min-width:0}summary{cursor:pointer;color:var(--faint);font-size:.9375rem}
    .summary{border:1px solid var(--line);border-radius:8px;padding:.5rem 1rem;margin-bottom:1rem}
    .prose{max-width:44rem;margin:1rem 0 .5rem;white-space:pre-line}
    article{margin:.35rem 0}
    .code{position:relative;display:flex;align-items:flex-start;background:var(--soft);border-left:3px solid var(--line);border-radius:0 6px 6px 0}
    .code pre{margin:0;padding:.5rem .75rem;overflow-x:auto;flex:1 1 auto;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere}
    .number{flex:none;width:2.4rem;padding:.5rem 0 .5rem .5rem;font-size:.8125rem;color:var(--faint);text-decoration:none;user-select:none}
    .state{flex:none;margin:.4rem .6rem;padding:0 .5rem;border-radius:1rem;font-size:.8125rem;background:var(--warn-soft);color:var(--warn)}
    article.failed>.code{border-color:var(--bad)}article.failed .state{background:var(--bad-soft);color:var(--bad)}
    article.stale>.code,article.interrupted>.code{border-color:var(--warn)}article.waiting>.code{opacity:.75}
    .output{margin:.4rem 0 1.25rem 2.4rem;min-width:0}
    .output>*{margin:.5rem 0}
    pre.text,pre.error,pre.warning{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0}
    pre.error,pre.warning{padding:.6rem .8rem;border-radius:6px;white-space:pre;overflow-x:auto}
    pre.error{background:var(--bad-soft);color:var(--bad)}pre.warning{background:var(--warn-soft);color:var(--warn)}
    .note{color:var(--faint);font-size:.9375rem;overflow-wrap:anywhere}
    .assertion b{font-weight:600}.assertion.good b{color:var(--good)}.assertion.bad b{color:var(--bad)}.assertion span{color:var(--faint)}
    figure{margin:.75rem 0}figcaption{font-weight:600;font-size:.9375rem;margin-bottom:.25rem;overflow-wrap:anywhere}
    .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
    th,td{padding:.2rem .75rem .2rem 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:top;white-space:pre-wrap}
    th{font-weight:600;color:var(--faint)}.right{text-align:right}
    .footnote{color:var(--faint);font-size:.875rem;margin:.2rem 0}
    .chart svg{max-width:100%;height:auto;display:block}
    .verb{color:var(--verb);font-weight:600}.string{color:var(--string)}.value{color:var(--number)}
    .comment{color:var(--comment);font-style:italic}
    footer{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:.75rem;color:var(--faint);font-size:.875rem}
    dl{margin:0;display:flex;flex-wrap:wrap;gap:.25rem 2rem}dl div{display:flex;gap:.5rem}dd{margin:0;overflow-wrap:anywhere}
    @media (min-width:70rem){body:has(nav){grid-template-columns:13rem minmax(0,1fr)}header,footer{grid-column:1/-1}
    nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}}
    @media (max-width:40rem){body{padding:1rem .75rem 2rem}.output{margin-left:0}.number{width:1.8rem}h1{font-size:1.4rem}}
    @media print{:root{--ground:#fff;--ink:#000;--faint:#444;--line:#ccc;--soft:#f6f6f6;--link:#000;--good:#000;--good-soft:#eee;
    --bad:#000;--bad-soft:#eee;--warn:#000;--warn-soft:#f3f3f3;--verb:#000;--string:#333;--number:#333;--comment:#444}
    body{display:block;max-width:none;padding:0;font-size:11pt}nav{display:none}
    details::details-content{content-visibility:visible;height:auto}details>summary{list-style:none}
    .scroll,pre{overflow:visible}figure.chart,tr,.code{break-inside:avoid}h2{break-after:avoid}}
    """
}
