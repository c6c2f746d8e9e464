package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.AllocationHistory.Allocator;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;

/** What is known of who filled a heap, and with what, in sentences. */
final class HeapWords {

    private static final int CLASSES = 3;

    private HeapWords() {}

    /** Who allocated since then, and what the class histogram showed; empty where neither was seen. */
    static String filling(Evidence evidence, long sinceNanos) {
        return allocator(evidence, sinceNanos) + site(evidence, sinceNanos) + classes(evidence);
    }

    /** The largest array that was seen to be taken since then, by whom and where; empty without a flight recorder. */
    static String largest(Evidence evidence, long sinceNanos) {
        Signal largest = evidence.allocations().largestSince(sinceNanos);
        if (largest == null) {
            return "";
        }
        ErrorDetail where = largest.error();
        return " The largest array that the flight recorder saw was of " + Words.bytes(largest.v1()) + ", by thread "
                + (largest.resource() == null ? "?" : largest.resource().name()) + "."
                + (where == null ? "" : Frames.at(where.frames()));
    }

    private static String site(Evidence evidence, long sinceNanos) {
        Signal site = evidence.allocations().siteSince(sinceNanos);
        ErrorDetail where = site == null ? null : site.error();
        return site == null || where == null
                ? ""
                : " The flight recorder's samples had " + Words.percent((double) site.v1() / site.v2())
                        + " of all allocated by thread "
                        + (site.resource() == null ? "?" : site.resource().name()) + ", most as " + where.message()
                        + ".";
    }

    private static String allocator(Evidence evidence, long sinceNanos) {
        Allocator allocator = evidence.allocations().since(sinceNanos);
        if (allocator == null || allocator.share() < 0.5 || allocator.looks() < 2) {
            return "";
        }
        return " Meanwhile thread " + allocator.name() + " allocated " + Words.percent(allocator.share()) + " of all."
                + Frames.at(allocator.frames());
    }

    private static String classes(Evidence evidence) {
        Signal histogram = evidence.allocations().histogram();
        ErrorDetail top = histogram == null ? null : histogram.error();
        if (histogram == null || top == null || histogram.v1() <= 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(" Most of it was ");
        int count = 0;
        for (String line : top.frames().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && count < CLASSES) {
                long bytes = Long.parseLong(words[0]);
                text.append(count++ == 0 ? "" : ", ")
                        .append(readable(words[2]))
                        .append(" (")
                        .append(Words.bytes(bytes))
                        .append(')');
            }
        }
        return count == 0
                ? ""
                : text.append(" when three quarters could not be freed.").toString();
    }

    /** {@code [B} as {@code byte[]}, {@code [Ljava.lang.Object;} as {@code java.lang.Object[]}. */
    private static String readable(String className) {
        int depth = className.lastIndexOf('[') + 1;
        String element = className.substring(depth);
        if (depth == 0) {
            return className;
        }
        StringBuilder name = new StringBuilder(primitive(element));
        for (int i = 0; i < depth; i++) {
            name.append("[]");
        }
        return name.toString();
    }

    private static String primitive(String element) {
        switch (element) {
            case "B":
                return "byte";
            case "C":
                return "char";
            case "I":
                return "int";
            case "J":
                return "long";
            case "D":
                return "double";
            case "F":
                return "float";
            case "S":
                return "short";
            case "Z":
                return "boolean";
            default:
                return element.startsWith("L") && element.endsWith(";")
                        ? element.substring(1, element.length() - 1)
                        : element;
        }
    }
}
