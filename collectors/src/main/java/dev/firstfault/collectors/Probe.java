package dev.firstfault.collectors;

/**
 * A set of hooks into one library, declared as data. Stateless.
 *
 * <p>Every probe is made in {@code premain}: {@link #spec()} loads no class of the library, no advice, no Byte Buddy.
 */
public interface Probe {

    /** What it hooks. */
    ProbeSpec spec();
}
