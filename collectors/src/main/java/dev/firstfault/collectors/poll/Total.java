package dev.firstfault.collectors.poll;

/** A count that a server keeps since its JVM started, as what was added to it since it is asked. Never negative. */
final class Total {

    private boolean known;
    private long last;

    /**
     * What was added since the last time; 0 the first time: nobody knows when that was.
     *
     * @param restarted the JVM is another one, which began at 0
     */
    long added(long now, boolean restarted) {
        if (now < 0) {
            return 0;
        }
        long before = restarted ? 0 : last;
        // Less than before without a restart: counted anew, or by another. It is not known from when on.
        long added = known && now >= before ? now - before : 0;
        known = true;
        last = now;
        return added;
    }
}
