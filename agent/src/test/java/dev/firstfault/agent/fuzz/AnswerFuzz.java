package dev.firstfault.agent.fuzz;

import dev.firstfault.collectors.search.AnswerFindings;
import dev.firstfault.collectors.search.AnswerScanner;
import dev.firstfault.collectors.search.BreakerTrips;
import dev.firstfault.collectors.search.BulkAction;
import dev.firstfault.collectors.search.Extent;
import dev.firstfault.collectors.search.PoolRejections;
import dev.firstfault.collectors.search.PressureRejections;
import dev.firstfault.collectors.search.StatusClass;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.util.Arrays;

/**
 * Whatever a server, or whoever stands before it, answers: it is scanned, nothing is thrown, and the same is found however it was cut. Run
 * by {@code it/fuzz answer}.
 */
public final class AnswerFuzz {
    private static final int[] STATUSES = {0, 200, 429, 503};

    private static final byte GZIP = 0x1f;

    private static final AnswerScanner SCANNER = new AnswerScanner();

    private AnswerFuzz() {}

    /** Jazzer's entry: a byte for the status and the sizes of the pieces, then the body. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int status = STATUSES[input[0] & 3];
        int size = 1 + (input[0] >> 2 & 0x3f);
        SCANNER.begin(status);
        SCANNER.accept(input, 1, input.length);
        AnswerFindings found = SCANNER.finish();
        boolean damaged = found.extent() == Extent.MALFORMED;
        long[] whole = numbers(found);
        SCANNER.begin(status);
        for (int at = 1; at < input.length; at += size) {
            SCANNER.accept(input, at, Math.min(at + size, input.length));
        }
        found = SCANNER.finish();
        damaged |= found.extent() == Extent.MALFORMED;
        if (damaged && input.length > 1 && input[1] == GZIP) {
            return; // what an inflater gave before the damage depends on how much it was given
        }
        long[] inPieces = numbers(found);
        if (!Arrays.equals(whole, inPieces)) {
            throw new IllegalStateException(
                    "whole " + Arrays.toString(whole) + ", in pieces " + Arrays.toString(inPieces));
        }
    }

    private static long[] numbers(AnswerFindings found) {
        long[] numbers = new long[16];
        numbers[0] = found.extent().hashCode();
        numbers[1] = found.requestKind().hashCode();
        numbers[2] = found.items();
        numbers[3] = found.searches();
        numbers[4] = found.failedShards();
        for (HttpError kind : HttpError.values()) {
            for (FailureLevel level : FailureLevel.values()) {
                numbers[5] = numbers[5] * 31 + found.count(level, kind);
            }
            for (BulkAction action : BulkAction.values()) {
                for (StatusClass status : StatusClass.values()) {
                    numbers[6] = numbers[6] * 31 + found.items(action, status, kind);
                }
            }
        }
        for (PoolRejections pool : found.pools()) {
            numbers[7] += pool.rejections();
            numbers[8] += pool.queueCapacity() + pool.poolSize() + pool.activeThreads();
            numbers[9] += pool.queuedTasks() + pool.completedTasks();
        }
        for (PressureRejections pressure : found.pressures()) {
            numbers[10] += pressure.rejections();
            numbers[11] += pressure.heldBytes() + pressure.replicaBytes();
            numbers[12] += pressure.operationBytes() + pressure.limitBytes();
        }
        for (BreakerTrips breaker : found.breakers()) {
            numbers[13] += breaker.trips();
            numbers[14] += breaker.wantedBytes();
            numbers[15] += breaker.limitBytes();
        }
        return numbers;
    }
}
