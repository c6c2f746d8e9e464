package dev.firstfault.collectors.search;

/** HTTP statuses, as far as they differ in what a client should do. */
public enum StatusClass {
    /** None was sent: {@code filter_path} left it out. */
    ABSENT(0, "absent"),
    /** Below 400. */
    SUCCESS(1, "success"),
    /** 409: somebody else wrote the document. */
    CONFLICT(2, "conflict"),
    /** 429: again, later. */
    TOO_MANY_REQUESTS(3, "429"),
    /** Any other 4xx: again is in vain. */
    CLIENT_ERROR(4, "4xx"),
    /** 503: what breakers of Elasticsearch 2 to 6 answer, too. */
    UNAVAILABLE(5, "503"),
    /** Any other 5xx. */
    SERVER_ERROR(6, "5xx");

    static final int COUNT = 7;

    private final int index;
    private final String word;

    StatusClass(int index, String word) {
        this.index = index;
        this.word = word;
    }

    int index() {
        return index;
    }

    /** As it stands in labels. */
    public String word() {
        return word;
    }

    /** The class of an HTTP status; {@link #ABSENT} for what is none. */
    public static StatusClass of(int status) {
        if (status < 100 || status > 599) {
            return ABSENT;
        }
        if (status < 400) {
            return SUCCESS;
        }
        switch (status) {
            case 409:
                return CONFLICT;
            case 429:
                return TOO_MANY_REQUESTS;
            case 503:
                return UNAVAILABLE;
            default:
                return status < 500 ? CLIENT_ERROR : SERVER_ERROR;
        }
    }
}
