package dev.firstfault.collectors.search;

/** What an item of a bulk asked for: the key of the item in the answer. */
public enum BulkAction {
    /** Elasticsearch 2 answers {@code create} where no id was given. */
    INDEX(0, "index"),
    CREATE(1, "create"),
    UPDATE(2, "update"),
    DELETE(3, "delete"),
    /** Any other key. */
    OTHER(4, "other");

    static final int COUNT = 5;

    private final int index;
    private final String word;

    BulkAction(int index, String word) {
        this.index = index;
        this.word = word;
    }

    int index() {
        return index;
    }

    /** As it stands in answers and labels. */
    public String word() {
        return word;
    }
}
