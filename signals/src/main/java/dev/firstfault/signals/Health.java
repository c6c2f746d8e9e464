package dev.firstfault.signals;

/** Where a part of the agent says that it switched itself off. Thread-safe; never throws. */
public interface Health {

    /**
     * Says that {@code part} works less than it should, or not at all.
     *
     * @param part a stable word, the value of the label {@code part} of {@code firstfault_degraded}
     * @param why one sentence: what happened and what to do
     */
    void degraded(String part, String why);
}
