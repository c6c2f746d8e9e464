package dev.firstfault.collectors.search;

import dev.firstfault.collectors.http.ClientExchanges;
import dev.firstfault.collectors.http.HttpTarget;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Items of bulks of which a client itself says, one by one, that they failed: elasticsearch-hadoop. The words of the exception are the
 * server's; its numbers are taken out, and nothing else is kept. Thread-safe.
 */
public final class ItemFailures {

    private final AnswerFindings findings = new AnswerFindings();
    private final ServerWords words = new ServerWords(findings);
    private final Failure failure = new Failure();

    private final ClientExchanges exchanges;

    public ItemFailures(ClientExchanges exchanges) {
        this.exchanges = exchanges;
    }

    /**
     * One item of the bulk that this thread sent last failed, in one attempt.
     *
     * @param status of the item
     * @param message {@code es_rejected_execution_exception: rejected execution of ...}
     */
    public void failed(int status, @Nullable String message) {
        HttpTarget target = exchanges.latestOfThread();
        if (target != null) {
            target.speaksElasticsearch();
            failed(target, status, message);
        }
    }

    private synchronized void failed(HttpTarget target, int status, @Nullable String message) {
        byte[] text = (message == null ? "" : message).getBytes(StandardCharsets.UTF_8);
        findings.clear();
        words.begin();
        failure.beginInside();
        failure.status(status);
        failure.stated();
        int colon = 0;
        while (colon < text.length && text[colon] != ':') {
            colon++;
        }
        byte type = ErrorTypes.find(text, 0, colon);
        int from = Math.min(text.length, colon + 2);
        if (type == ErrorTypes.BLOCK) {
            failure.sawBlock();
            words.ofBlock(text, from, text.length, failure);
        } else if (type != ErrorTypes.UNKNOWN) {
            failure.saw(ErrorTypes.kindOf(type));
            if (type == ErrorTypes.REJECTION) {
                words.ofRejection(text, from, text.length, failure);
            } else if (type == ErrorTypes.BREAKER) {
                words.ofBreaker(text, from, text.length, failure);
            }
        }
        findings.items(BulkAction.INDEX, failure, 1);
        HttpError kind = failure.kind();
        if (kind != HttpError.NONE) {
            target.rejected(kind, FailureLevel.ITEM, 1, 1, status, 0);
            SearchAnswers.numbers(findings, target);
        }
    }
}
