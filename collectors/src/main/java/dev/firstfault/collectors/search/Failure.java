package dev.firstfault.collectors.search;

import dev.firstfault.signals.HttpError;

/** What is known so far of the request, item, search or group of shards that is being read. Reused. */
final class Failure {
    private HttpError kind = HttpError.NONE;
    private int status;
    private boolean stated;
    private boolean inOurWords;
    private boolean inOldWords;
    private boolean blocked;
    private int pool = -1;
    private int stage = -1;
    private int breaker = -1;

    /** The status is 0 while it is unknown. */
    void begin(int knownStatus) {
        kind = HttpError.NONE;
        status = knownStatus;
        stated = false;
        inOurWords = false;
        inOldWords = false;
        blocked = false;
        pool = -1;
        stage = -1;
        breaker = -1;
    }

    /** As part of an answer that only Elasticsearch gives. */
    void beginInside() {
        begin(0);
        inOurWords = true;
    }

    void status(int given) {
        status = given;
    }

    int status() {
        return status;
    }

    /** An error stands there, whatever it is. */
    void stated() {
        stated = true;
    }

    /** A cause of it is of this kind, and the word for it Elasticsearch's own. */
    void saw(HttpError cause) {
        inOurWords = true;
        if (weight(cause) > weight(kind)) {
            kind = cause;
        }
    }

    /** The kind was taken from a text in which a document may have put it. */
    void sawInText(HttpError cause) {
        inOldWords = true;
        saw(cause);
    }

    /** A cause of it is a cluster block, of which not all are about writes. */
    void sawBlock() {
        blocked = true;
        saw(HttpError.UNAVAILABLE);
    }

    void pool(int index) {
        pool = pool < 0 ? index : pool;
    }

    void stage(int index) {
        stage = stage < 0 ? index : stage;
    }

    void breaker(int index) {
        breaker = breaker < 0 ? index : breaker;
    }

    int pool() {
        return pool;
    }

    int stage() {
        return stage;
    }

    int breaker() {
        return breaker;
    }

    /** What it was, now that all of it was read. */
    HttpError kind() {
        if (status > 0 && status < 400) {
            return HttpError.NONE;
        }
        if (blocked && kind == HttpError.UNAVAILABLE && (status == 403 || status == 429)) {
            return HttpError.READ_ONLY;
        }
        boolean trusted = !inOldWords || status == 0 || status == 403 || status == 429 || status >= 500;
        if (trusted && weight(kind) > weight(HttpError.OTHER)) {
            return kind;
        }
        switch (status) {
            case 409:
                return HttpError.CONFLICT;
            case 413:
                return HttpError.REQUEST_TOO_LARGE;
            case 429:
                return inOurWords ? HttpError.REJECTED : HttpError.THROTTLED;
            case 502:
            case 503:
            case 504:
                return HttpError.UNAVAILABLE;
            case 404: // a document that is not there: said by the status alone
                return stated ? HttpError.OTHER : HttpError.NONE;
            default:
                return stated || status >= 400 ? HttpError.OTHER : HttpError.NONE;
        }
    }

    /** How much it says: of several causes of one failure the first of the highest weight counts. */
    private static int weight(HttpError error) {
        switch (error) {
            case NONE:
                return 0;
            case OTHER:
                return 1;
            case UNAVAILABLE:
            case CONFLICT:
            case DOCUMENT:
                return 2;
            case READ_ONLY:
            case REQUEST_TOO_LARGE:
            case THROTTLED:
                return 3;
            case REJECTED:
                return 4;
            default:
                return 5;
        }
    }
}
