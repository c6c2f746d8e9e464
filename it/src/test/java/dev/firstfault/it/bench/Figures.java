package dev.firstfault.it.bench;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** One program on one JDK: what each attachment costs, and what that is over the bare JVM. */
final class Figures {
    private final Results.Overhead measured;

    Figures(Results.Overhead measured) {
        this.measured = measured;
    }

    Surroundings surroundings() {
        return measured.surroundings();
    }

    int rounds() {
        return (int) sorted(Attachment.BARE, Run::cpuSeconds).count();
    }

    double least(Attachment attachment, ToDoubleFunction<Run> figure) {
        return sorted(attachment, figure).findFirst().orElseThrow();
    }

    double median(Attachment attachment, ToDoubleFunction<Run> figure) {
        double[] all = sorted(attachment, figure).toArray();
        int middle = all.length / 2;
        return all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
    }

    double leastExtra(Attachment attachment, ToDoubleFunction<Run> figure) {
        return least(attachment, figure) - least(Attachment.BARE, figure);
    }

    double medianExtra(Attachment attachment, ToDoubleFunction<Run> figure) {
        return median(attachment, figure) - median(Attachment.BARE, figure);
    }

    int classes(Attachment attachment) {
        return measured.classes().getOrDefault(attachment.name(), 0);
    }

    private DoubleStream sorted(Attachment attachment, ToDoubleFunction<Run> figure) {
        return measured.runs().stream()
                .filter(run -> run.attachment().equals(attachment.name()))
                .mapToDouble(figure)
                .sorted();
    }
}
