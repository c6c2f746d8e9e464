package dev.firstfault.exporters.report;

/**
 * The one style sheet of all pages: light and dark as the reader's system is set, in one column where the screen is
 * narrow. Colours are of Okabe and Ito's palette, lighter or darker until they stand out from the ground.
 */
final class HtmlStyle {

    /** Of the pictures. */
    private static final String PICTURE =
            "svg text{font-size:12px;fill:var(--text);stroke:var(--ground);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}"
                    + "svg .number{stroke:none}svg .title{font-weight:600}svg .legend,svg .value,svg .tick,"
                    + "svg .limit-label{fill:var(--soft)}svg .last{text-anchor:end}svg .middle,svg .number{text-anchor:middle}"
                    + "svg .number{font-size:12px;font-weight:600}svg .number.first{fill:var(--on-first)}\n"
                    + "svg .frame{stroke:var(--rule);fill:none}svg .decade{stroke:var(--rule);stroke-width:.6;fill:none}svg .grid{stroke:var(--rule);stroke-width:.6;fill:none}"
                    + "svg .since{fill:var(--first);opacity:.07}svg .onset{stroke:var(--first);stroke-width:2}svg .end{stroke:var(--text);stroke-width:2}"
                    + "svg .onset-label{fill:var(--first);font-weight:600}"
                    + "svg .onset.open{stroke:var(--soft);stroke-dasharray:6 3}svg .onset-label.open{fill:var(--soft)}svg .end-label{font-weight:600}svg .leader{stroke:var(--soft);fill:none}"
                    + "svg .moment{stroke:var(--soft);stroke-dasharray:3 3;fill:none}svg .moment.context{stroke-dasharray:1 4}\n"
                    + "svg .mark{fill:var(--ground);stroke:var(--soft);stroke-width:1.5}svg .mark.first{fill:var(--first);stroke:var(--first)}"
                    + "svg .mark.context{stroke-dasharray:2 2}svg .limit{stroke:var(--soft);stroke-dasharray:8 4;fill:none}\n"
                    + "svg .main{--tone:var(--main)}svg .other{--tone:var(--other)}svg .failure{--tone:var(--failure)}"
                    + "svg .area{stroke:var(--tone);fill:var(--tone);fill-opacity:.28;stroke-width:1.3;stroke-linejoin:round}"
                    + "svg .line{stroke:var(--tone);fill:none;stroke-width:1.8;stroke-linejoin:round}"
                    + "svg .dashes{stroke:var(--tone);fill:none;stroke-width:1.8;stroke-dasharray:5 3;stroke-linejoin:round}"
                    + "svg .bars{stroke:var(--tone);fill:none;stroke-width:3}svg .dots{fill:var(--tone);stroke:var(--ground);stroke-width:.6}\n";

    static final String SHEET =
            ":root{color-scheme:light dark;--ground:#fff;--card:#f5f6f8;--text:#1c2026;--soft:#565e6a;--rule:#d5d9df;"
                    + "--main:#0067a5;--other:#8a5a00;--failure:#b8400a;--first:#b8400a;--on-first:#fff;--ok:#00694c}\n"
                    + "@media(prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1e2228;--text:#e8eaed;--soft:#a8b0bb;--rule:#3a414b;"
                    + "--main:#56b4e9;--other:#e6b94d;--failure:#ff8a50;--first:#ff8a50;--on-first:#14171b;--ok:#3fc99a}}\n"
                    + "*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);"
                    + "font:15px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}\n"
                    + "main{max-width:1180px;margin:0 auto;padding:14px 20px 32px}h1{font-size:15px;margin:0 0 10px;font-weight:600}"
                    + "h1 small{font-size:13px;font-weight:400;color:var(--soft)}h2{font-size:13px;margin:0 0 3px;color:var(--soft);font-weight:600}\n"
                    + "p{margin:0 0 6px}.verdict{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.9fr);gap:12px}"
                    + ".card{background:var(--card);border-radius:6px;padding:10px 14px;border-left:4px solid var(--rule);min-width:0}"
                    + ".card.fault{border-left-color:var(--first)}.card.good{border-left-color:var(--ok)}"
                    + ".card>:last-child{margin-bottom:0}\n"
                    + ".kind{font-size:19px;font-weight:650;line-height:1.3}.lead{font-size:16px}"
                    + ".chip{display:inline-block;font-size:13px;font-weight:600;border-radius:10px;padding:0 9px;border:1.5px solid var(--first);"
                    + "color:var(--first);vertical-align:2px;white-space:nowrap}.chip.high{background:var(--first);color:var(--on-first)}"
                    + ".chip.none{border-color:var(--soft);color:var(--soft)}.target{color:var(--soft);font-size:14px}\n"
                    + "figure{margin:14px 0 4px}svg{display:block;width:100%;height:auto}svg.narrow{display:none}"
                    + "figcaption{color:var(--soft);font-size:13px;margin-top:4px}\n"
                    + ".story{list-style:none;margin:6px 0 18px;padding:0}.story li{display:grid;grid-template-columns:22px 98px 92px minmax(0,1fr);"
                    + "gap:8px;padding:4px 0;border-top:1px solid var(--rule)}.story time,.story .after{font-variant-numeric:tabular-nums;color:var(--soft);"
                    + "white-space:nowrap}.story .after{text-align:right}.story .first{font-weight:600}\n"
                    + ".badge{display:inline-block;width:20px;height:20px;line-height:18px;border-radius:10px;border:1.5px solid var(--soft);"
                    + "text-align:center;font-size:12px;color:var(--text)}.badge.first{background:var(--first);border-color:var(--first);color:var(--on-first)}"
                    + ".badge.context{border-style:dotted}\n"
                    + ".facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(330px,100%),1fr));gap:12px;margin-bottom:18px}"
                    + "ul{margin:0;padding-left:18px}li+li{margin-top:4px}.story li+li{margin-top:0}.card.shared{margin-bottom:12px}.card.next{border-left-color:var(--main);grid-column:1/-1}\n"
                    + "details{border-top:1px solid var(--rule);padding:7px 0}summary{cursor:pointer;font-weight:600}details>:not(summary){margin-top:6px}"
                    + "dl{display:grid;grid-template-columns:minmax(110px,max-content) minmax(0,1fr);gap:2px 16px;margin:0}dt{color:var(--soft)}dd{margin:0}"
                    + "pre{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;margin:2px 0 10px;color:var(--soft)}"
                    + "footer{border-top:1px solid var(--rule);margin-top:10px;padding-top:8px;color:var(--soft);font-size:13px}\n"
                    + "table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:4px 12px 4px 0;border-top:1px solid var(--rule);"
                    + "vertical-align:top}th{color:var(--soft);font-weight:600;border-top:0}td.time{font-variant-numeric:tabular-nums;white-space:nowrap}"
                    + "td.process{min-width:250px}tr.neighbour td{font-weight:600}.sub{color:var(--soft);font-size:13px}\n"
                    + PICTURE
                    + "@media(max-width:759px){main{padding:10px 12px 24px}.verdict{grid-template-columns:minmax(0,1fr)}svg.wide{display:none}"
                    + "svg.narrow{display:block;max-width:560px}.story li{grid-template-columns:22px 92px minmax(0,1fr)}.story .what{grid-column:1/-1}"
                    + "table,tbody,tr,td{display:block}thead{display:none}tr{border-top:1px solid var(--rule);padding:6px 0}td{border:0;padding:0}}\n"
                    + "@media print{details>*{display:block}}";

    private HtmlStyle() {}
}
