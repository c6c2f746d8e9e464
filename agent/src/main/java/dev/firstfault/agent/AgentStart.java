package dev.firstfault.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/** How the entry, which cannot link to hidden classes, calls {@link Agent#start}: arguments, role, "attached" or nothing. */
public final class AgentStart implements BiConsumer<Instrumentation, String[]> {

    @Override
    public void accept(Instrumentation instrumentation, String[] words) {
        Agent.start(words[0], instrumentation, words[1], !words[2].isEmpty());
    }
}
