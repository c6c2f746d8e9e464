package dev.firstfault.signals;

/** How far the recorded process came. The id is the one on disk. */
public enum ProcessState {
    /** The agent is starting. */
    STARTING(1),
    /** The agent runs; found so in the box of a dead process: it died without a word. */
    RUNNING(2),
    /** The shutdown sequence began. */
    STOPPING(3),
    /** The shutdown sequence came to the agent's end: an orderly stop. */
    CLEAN(4);

    private final int id;

    ProcessState(int id) {
        this.id = id;
    }

    /** The number on disk. */
    public int id() {
        return id;
    }

    /** The state with this id; {@link #STARTING} for any other number. */
    public static ProcessState ofId(int id) {
        for (ProcessState state : values()) {
            if (state.id == id) {
                return state;
            }
        }
        return STARTING;
    }
}
