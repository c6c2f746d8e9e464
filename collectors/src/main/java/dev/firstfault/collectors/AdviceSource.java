package dev.firstfault.collectors;

import org.jspecify.annotations.Nullable;

/** Where the class files of the agent's own advice are read: the agent hides its classes from the class path. */
public interface AdviceSource {

    /** The class file of the class with this binary name ({@code a.b.C$D}), or null where there is none. */
    byte @Nullable [] classFile(String binaryName);
}
