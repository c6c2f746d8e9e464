package dev.firstfault.collectors.search;

/** What is known so far of the request, item, search or group of shards that is being read. Reused. */
final class Failure {
    private ErrorKind kind = ErrorKind.NONE;
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
        kind = ErrorKind.NONE;
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
    void saw(ErrorKind cause) {
        inOurWords = true;
        if (cause.outweighs(kind)) {
            kind = cause;
        }
    }

    /** The kind was taken from a text in which a document may have put it. */
    void sawInText(ErrorKind cause) {
        inOldWords = true;
        saw(cause);
    }

    /** A cause of it is a cluster block, of which not all are about writes. */
    void sawBlock() {
        blocked = true;
        saw(ErrorKind.UNAVAILABLE);
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
    ErrorKind kind() {
        if (status > 0 && status < 400) {
            return ErrorKind.NONE;
        }
        if (blocked && kind == ErrorKind.UNAVAILABLE && (status == 403 || status == 429)) {
            return ErrorKind.READ_ONLY;
        }
        boolean trusted = !inOldWords || status == 0 || status == 403 || status == 429 || status >= 500;
        if (trusted && kind.outweighs(ErrorKind.OTHER)) {
            return kind;
        }
        switch (status) {
            case 409:
                return ErrorKind.CONFLICT;
            case 413:
                return ErrorKind.REQUEST_TOO_LARGE;
            case 429:
                return inOurWords ? ErrorKind.REJECTED : ErrorKind.THROTTLED;
            case 502:
            case 503:
            case 504:
                return ErrorKind.UNAVAILABLE;
            case 404: // a document that is not there: said by the status alone
                return stated ? ErrorKind.OTHER : ErrorKind.NONE;
            default:
                return stated || status >= 400 ? ErrorKind.OTHER : ErrorKind.NONE;
        }
    }
}
