package dev.firstfault.collectors.search;

import dev.firstfault.signals.HttpError;

/**
 * What the parts of an answer mean. Is told each object, array, key, text and number on the way to a failure, and says which of the others
 * need not be looked into. {@code _bulk}: {@code items}; {@code _msearch}: {@code responses}; {@code _search}: {@code _shards}; failed
 * requests: {@code error}. In every version the type of an error stands before its reason.
 */
final class AnswerShape {

    /** Deeper causes of causes are left out. */
    private static final int MAX_DEPTH = 62;

    private static final WordTable KEYS = new WordTable(
            "errors",
            "items",
            "error",
            "status",
            "responses",
            "_shards",
            "failures",
            "failed",
            "reason",
            "type",
            "root_cause",
            "suppressed",
            "caused_by",
            "failed_shards",
            "bytes_wanted",
            "bytes_limit",
            "hits");

    private static final int ERRORS = 0;
    private static final int ITEMS = 1;
    private static final int ERROR = 2;
    private static final int STATUS = 3;
    private static final int RESPONSES = 4;
    private static final int SHARDS = 5;
    private static final int FAILURES = 6;
    private static final int FAILED = 7;
    private static final int REASON = 8;
    private static final int TYPE = 9;
    private static final int ROOT_CAUSE = 10;
    private static final int SUPPRESSED = 11;
    private static final int CAUSED_BY = 12;
    private static final int FAILED_SHARDS = 13;
    private static final int BYTES_WANTED = 14;
    private static final int BYTES_LIMIT = 15;
    private static final int HITS = 16;
    private static final int ACTION = 17;
    private static final int NOTHING = 18;

    /** The actions of a bulk; others are {@link BulkAction#OTHER}. */
    private static final WordTable ACTION_KEYS = new WordTable("index", "create", "update", "delete");

    private static final BulkAction[] ACTIONS = {
        BulkAction.INDEX, BulkAction.CREATE, BulkAction.UPDATE, BulkAction.DELETE
    };

    // Where in an answer: what the object or array that is open is.
    private static final int IN_ANSWER = 0;
    private static final int IN_ITEMS = 1;
    private static final int IN_ITEM = 2;
    private static final int IN_RESULT = 3;
    private static final int IN_RESPONSES = 4;
    private static final int IN_RESPONSE = 5;
    private static final int IN_SHARDS = 6;
    private static final int IN_FAILURES = 7;
    private static final int IN_FAILURE = 8;
    private static final int IN_CAUSE = 9;
    private static final int IN_CAUSES = 10;
    private static final int IN_FAILED_SHARDS = 11;
    private static final int IN_FAILED_SHARD = 12;
    private static final int CLOSED = 13;
    private static final int NOT_ENTERED = -1;

    private static final int RESULT_KEYS = 1 << ERROR | 1 << STATUS | 1 << SHARDS;

    /** The keys that mean something in each of them. */
    private static final int[] MEANING = {
        RESULT_KEYS | 1 << ERRORS | 1 << ITEMS | 1 << RESPONSES | 1 << HITS,
        0,
        0,
        RESULT_KEYS,
        0,
        RESULT_KEYS,
        1 << FAILURES | 1 << FAILED,
        0,
        1 << REASON | 1 << STATUS,
        1 << TYPE
                | 1 << REASON
                | 1 << ROOT_CAUSE
                | 1 << SUPPRESSED
                | 1 << CAUSED_BY
                | 1 << FAILED_SHARDS
                | 1 << BYTES_WANTED
                | 1 << BYTES_LIMIT,
        0,
        0,
        1 << REASON
    };

    private final AnswerFindings findings;
    private final ServerWords words;

    private final byte[] opened = new byte[MAX_DEPTH];

    /** The type of the cause that is open at each depth. */
    private final byte[] types = new byte[MAX_DEPTH];

    private int depth;
    private int where = CLOSED;
    private int meaning = NOTHING;
    private boolean done;
    private boolean inParts;
    private BulkAction action = BulkAction.OTHER;

    private final Failure request = new Failure();
    private Failure part = new Failure();
    private final Failure shards = new Failure();
    private Failure around = request;
    private Failure current = request;

    // The item that was read last.
    private int results;
    private boolean withShards;
    private BulkAction itemAction = BulkAction.OTHER;

    // The one that is kept, to be counted again.
    private Failure keptItem = new Failure();
    private BulkAction keptAction = BulkAction.OTHER;

    AnswerShape(AnswerFindings findings) {
        this.findings = findings;
        words = new ServerWords(findings);
    }

    void begin(int httpStatus) {
        depth = 0;
        where = CLOSED;
        meaning = NOTHING;
        done = false;
        inParts = false;
        words.begin();
        request.begin(httpStatus);
        around = request;
        current = request;
    }

    /** Whether nothing that may follow matters. */
    boolean isDone() {
        return done;
    }

    /** Nothing more comes. What is open stays uncounted: it may have gone well. */
    void end() {
        findings.request(request);
    }

    /** Whether the object that opens here is to be looked into. */
    boolean openObject() {
        return enter(objectHere());
    }

    /** Whether the array that opens here is to be looked into. */
    boolean openArray() {
        return enter(arrayHere());
    }

    private boolean enter(int next) {
        if (next == NOT_ENTERED || depth == MAX_DEPTH) {
            return false;
        }
        opened[depth] = (byte) where;
        depth++;
        where = next;
        meaning = NOTHING;
        if (next == IN_CAUSE) {
            types[depth - 1] = ErrorTypes.UNKNOWN;
        }
        return true;
    }

    private int objectHere() {
        switch (where) {
            case CLOSED:
                return IN_ANSWER;
            case IN_ITEMS:
                results = 0;
                withShards = false;
                return IN_ITEM;
            case IN_ITEM:
                beginPart();
                return IN_RESULT;
            case IN_RESPONSES:
                beginPart();
                return IN_RESPONSE;
            case IN_FAILURES:
                shards.beginInside();
                shards.stated();
                around = current;
                current = shards;
                return IN_FAILURE;
            case IN_CAUSES:
                return IN_CAUSE;
            case IN_FAILED_SHARDS:
                return IN_FAILED_SHARD;
            default:
                return objectAt(meaning);
        }
    }

    private int objectAt(int key) {
        switch (key) {
            case ERROR:
                current.stated();
                return IN_CAUSE;
            case SHARDS:
                withShards = true;
                return IN_SHARDS;
            case REASON:
                return where == IN_CAUSE ? NOT_ENTERED : IN_CAUSE;
            case CAUSED_BY:
                return IN_CAUSE;
            default:
                return NOT_ENTERED;
        }
    }

    private void beginPart() {
        part.beginInside();
        current = part;
    }

    private int arrayHere() {
        switch (meaning) {
            case ITEMS:
                inParts = true;
                return IN_ITEMS;
            case RESPONSES:
                inParts = true;
                return IN_RESPONSES;
            case FAILURES:
                return IN_FAILURES;
            case ROOT_CAUSE:
            case SUPPRESSED:
                return IN_CAUSES;
            case FAILED_SHARDS:
                return IN_FAILED_SHARDS;
            default:
                return NOT_ENTERED;
        }
    }

    /** What was opened last closes. */
    void close() {
        int closed = where;
        depth--;
        where = opened[depth];
        meaning = NOTHING;
        switch (closed) {
            case IN_RESULT:
                findings.items(action, part, 1);
                itemAction = action;
                results++;
                current = request;
                break;
            case IN_RESPONSE:
                findings.search(part);
                current = request;
                break;
            case IN_FAILURE:
                findings.shards(shards);
                current = around;
                break;
            case IN_SHARDS: // what follows is what was found
                done = where == IN_ANSWER && !inParts;
                break;
            default:
                break;
        }
    }

    /** Whether what opens here, or closed last, is an item of a bulk. */
    boolean isInItems() {
        return where == IN_ITEMS;
    }

    /** Whether the item that closed last failed. */
    boolean itemFailed() {
        return results != 1 || part.kind() != HttpError.NONE;
    }

    /** Keeps the item that closed last. Returns whether it can be: of one with more than a result, not all is known. */
    boolean keepItem() {
        if (results != 1 || withShards) {
            return false;
        }
        Failure kept = part;
        part = keptItem;
        keptItem = kept;
        keptAction = itemAction;
        return true;
    }

    /** Items that say the same as the one that is kept. */
    void itemsAgain(int count) {
        findings.items(keptAction, keptItem, count);
    }

    /** A key of the object that is open. */
    void key(byte[] text, int from, int to) {
        if (where == IN_ITEM) {
            int index = ACTION_KEYS.find(text, from, to);
            action = index < 0 ? BulkAction.OTHER : ACTIONS[index];
            meaning = ACTION;
            return;
        }
        int key = KEYS.find(text, from, to);
        meaning = key >= 0 && (MEANING[where] & 1 << key) != 0 ? key : NOTHING;
        // No version puts anything of ours behind the hits; filter_path may have left out what stood before them.
        done = meaning == HITS;
    }

    /** Whether the text that follows is to be handed over. */
    boolean wantsText() {
        return meaning == TYPE || meaning == REASON || meaning == ERROR;
    }

    /** The text that was wanted. Returns from where on it means something: {@code to} if none of it does. */
    int text(byte[] text, int from, int to) {
        int tail = from;
        switch (meaning) {
            case TYPE:
                type(ErrorTypes.find(text, from, to));
                break;
            case REASON:
                if (where == IN_CAUSE) {
                    tail = reason(text, from, to);
                } else { // Elasticsearch 1
                    words.ofOldError(text, from, to, current);
                }
                break;
            case ERROR:
                current.stated();
                words.ofOldError(text, from, to, current);
                break;
            default:
                break;
        }
        meaning = NOTHING;
        return tail;
    }

    private void type(byte type) {
        types[depth - 1] = type;
        if (type == ErrorTypes.BLOCK) {
            current.sawBlock();
        } else {
            current.saw(ErrorTypes.kindOf(type));
        }
    }

    private int reason(byte[] text, int from, int to) {
        switch (types[depth - 1]) {
            case ErrorTypes.REJECTION:
                return words.ofRejection(text, from, to, current);
            case ErrorTypes.BREAKER:
                words.ofBreaker(text, from, to, current);
                return from;
            case ErrorTypes.BLOCK:
                words.ofBlock(text, from, to, current);
                return from;
            default:
                return to;
        }
    }

    /** A number that is no less than 0 and has no fraction. */
    void number(long number) {
        switch (meaning) {
            case STATUS:
                status((int) Math.min(number, Integer.MAX_VALUE));
                break;
            case FAILED:
                findings.failedShards(number);
                break;
            case BYTES_WANTED:
                if (types[depth - 1] == ErrorTypes.BREAKER) {
                    breaker().wanted(number);
                }
                break;
            case BYTES_LIMIT:
                if (types[depth - 1] == ErrorTypes.BREAKER) {
                    breaker().limit(number);
                }
                break;
            default:
                break;
        }
        meaning = NOTHING;
    }

    /** What HTTP said of the request counts; the body of a document may say anything. */
    private void status(int given) {
        if (current != request || request.status() == 0) {
            current.status(given);
        }
    }

    private BreakerTrips breaker() {
        current.breaker(ServerWords.OTHER);
        return findings.breakerAt(current.breaker());
    }

    /** {@code true} or {@code false}. */
    void flag(boolean value) {
        done = meaning == ERRORS && !value;
        meaning = NOTHING;
    }

    /** {@code null}, or a number that is none of ours. */
    void nothing() {
        meaning = NOTHING;
    }
}
