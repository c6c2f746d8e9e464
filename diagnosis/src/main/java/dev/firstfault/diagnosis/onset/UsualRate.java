package dev.firstfault.diagnosis.onset;

import java.util.Arrays;

/** How fast a heap rises from sample to sample as a rule: what rises no faster in a sample that came late is no step. */
final class UsualRate {

    /** So many times the usual rate is no rise but a step. */
    private static final double STEP = 5;

    private final long spacing;
    private final double perNano;
    private final double inSteps;

    /** Of the samples from {@code from} on. */
    UsualRate(HeapHistory heap, int from) {
        int n = heap.size() - from;
        long[] spacings = new long[Math.max(0, n)];
        double[] rates = new double[Math.max(0, n)];
        int rises = 0;
        for (int k = 0; k < n; k++) {
            int i = from + k;
            spacings[k] = heap.at(i) - heap.at(i - 1);
            long rise = heap.used(i) - heap.used(i - 1);
            if (rise > 0 && spacings[k] > 0) {
                rates[rises++] = (double) rise / spacings[k];
            }
        }
        Arrays.sort(spacings);
        Arrays.sort(rates, 0, rises);
        spacing = n <= 0 ? 0 : spacings[n / 2];
        perNano = rises == 0 ? 0 : rates[rises / 2];
        inSteps = inSteps(heap, from);
    }

    private double inSteps(HeapHistory heap, int from) {
        double all = 0;
        long time = 0;
        for (int i = from; i < heap.size(); i++) {
            long rise = heap.used(i) - heap.used(i - 1);
            all += Math.max(0, rise);
            time += rise < 0 ? 0 : heap.at(i) - heap.at(i - 1);
        }
        // Where nothing rises but in steps, the steps are the usual rise.
        double usual = time == 0 ? 0 : Math.min(perNano, 1.5 * all / time);
        double steps = 0;
        for (int i = from; i < heap.size(); i++) {
            long rise = Math.max(0, heap.used(i) - heap.used(i - 1));
            steps += rise > STEP * usual * (heap.at(i) - heap.at(i - 1)) ? rise : 0;
        }
        return all == 0 ? 0 : steps / all;
    }

    /** The share of all rises that came in steps far faster than the usual rate: 0 where it rose evenly. */
    double inSteps() {
        return inSteps;
    }

    /** Whether sample {@code i} came late, and the heap had risen by then no faster than usual. */
    boolean explains(HeapHistory heap, int i) {
        long elapsed = heap.at(i) - heap.at(i - 1);
        return elapsed > 3 * spacing && heap.used(i) - heap.used(i - 1) <= 2 * perNano * elapsed;
    }
}
