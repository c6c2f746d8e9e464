package dev.firstfault.it.bench;

import java.util.List;
import java.util.Locale;

/** What one call costs, in a table for each question. */
final class OperationTables {

    /** A benchmark and what a reader calls it. */
    private record Operation(String benchmark, String title) {}

    private final Results.Micros measured;
    private final StringBuilder out = new StringBuilder();

    OperationTables(Results.Micros measured) {
        this.measured = measured;
    }

    String render() {
        hooked(
                "A pooled connection, checkout and return",
                "Nothing is behind the pools, so nothing but the pools is measured. A statement's round trip takes a thousand times as long.",
                new Operation("hikariCheckout", "HikariCP 4.0"),
                new Operation("dbcp2Checkout", "DBCP 2.14"));
        hooked(
                "A prepared statement, executed",
                "The statement sets a variable of its session in H2, in the same memory.",
                new Operation("executePrepared", "H2 2.2"));
        hooked(
                "A task brought to a `ThreadPoolExecutor`",
                "The tasks are never run: `execute` and `submit` queue one and take it back, `reject` meets a full queue.",
                new Operation("execute", "`execute`"),
                new Operation("submit", "`submit`"),
                new Operation("reject", "rejected"));
        own();
        return out.toString();
    }

    private void hooked(String question, String how, Operation... operations) {
        boolean titled = false;
        for (Operation operation : operations) {
            Results.Micro bare =
                    measured.find(operation.benchmark(), Attachment.BARE).orElse(null);
            for (Attachment attachment : Attachment.values()) {
                Results.Micro micro =
                        measured.find(operation.benchmark(), attachment).orElse(null);
                if (bare == null || micro == null) {
                    continue;
                }
                if (!titled) {
                    out.append("\n## ").append(question).append("\n\n").append(how);
                    out.append(
                            "\n\n| | | ns | over bare | times bare | bytes | over bare |\n|---|---|--:|--:|--:|--:|--:|\n");
                    titled = true;
                }
                out.append(row(operation.title(), attachment, micro, bare));
            }
        }
    }

    private static String row(String title, Attachment attachment, Results.Micro micro, Results.Micro bare) {
        if (attachment == Attachment.BARE) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f ± %.1f |  |  | %.0f |  |%n",
                    title,
                    attachment.title(),
                    micro.mean(),
                    micro.error(),
                    micro.bytes());
        }
        String name = attachment == Attachment.FIRSTFAULT ? "**" + attachment.title() + "**" : attachment.title();
        return String.format(
                Locale.ROOT,
                "| | %s | %.1f ± %.1f | %s | %.2f | %.0f | %s |%n",
                name,
                micro.mean(),
                micro.error(),
                over(micro, bare),
                micro.mean() / bare.mean(),
                micro.bytes(),
                OverheadPage.signed("%+.0f", micro.bytes() - bare.bytes()));
    }

    /** The difference with its error: two independent errors add up by their squares. */
    static String over(Results.Micro micro, Results.Micro bare) {
        return String.format(Locale.ROOT, "%+.1f ± %.1f", micro.mean() - bare.mean(), error(micro, bare));
    }

    static double error(Results.Micro one, Results.Micro other) {
        return Math.hypot(one.error(), other.error());
    }

    private void own() {
        List<Operation> operations = List.of(
                new Operation("signal", "a signal into the black box"),
                new Operation("frame", "a frame of levels into it"),
                new Operation("increment", "a counter"),
                new Operation("observe", "a histogram"),
                new Operation("scrapeOf500Series", "a scrape of 500 series, without the socket"));
        boolean titled = false;
        for (Operation operation : operations) {
            Results.Micro micro =
                    measured.find(operation.benchmark(), Attachment.BARE).orElse(null);
            if (micro == null) {
                continue;
            }
            if (!titled) {
                out.append("\n## What our own threads do\n\n| | ns | bytes |\n|---|--:|--:|\n");
                titled = true;
            }
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f ± %.1f | %.0f |%n",
                    operation.title(),
                    micro.mean(),
                    micro.error(),
                    micro.bytes()));
        }
    }
}
