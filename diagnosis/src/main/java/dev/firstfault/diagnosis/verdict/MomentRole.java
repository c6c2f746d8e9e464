package dev.firstfault.diagnosis.verdict;

/** What a moment means in the story. */
public enum MomentRole {
    FIRST("first"),
    CONSEQUENCE("consequence"),
    CONTEXT("context");

    private final String word;

    MomentRole(String word) {
        this.word = word;
    }

    /** The word of reports. */
    public String word() {
        return word;
    }
}
