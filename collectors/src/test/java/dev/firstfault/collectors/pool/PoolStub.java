package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/** The view of an object that is no pool, with levels that a test sets. */
final class PoolStub extends PoolView {

    /** Where nothing is known of a pool, its name. */
    static final String NAME = "unknown";

    private final boolean hikari;
    private final PoolLevels levels = new PoolLevels();

    PoolStub(Object pool, boolean hikari) {
        super(pool);
        this.hikari = hikari;
    }

    @Override
    PoolIdentity identity() {
        return PoolIdentity.unknown();
    }

    @Override
    void read(Object alive, PoolLevels into) {
        into.set(
                levels.active(),
                levels.idle(),
                levels.total(),
                levels.pending(),
                levels.maximum(),
                levels.minimumIdle());
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        return true;
    }

    @Override
    boolean isHikari() {
        return hikari;
    }

    /** Sees a pool in every object. */
    static final class Views extends PoolViews {

        private final boolean hikari;

        private @Nullable PoolStub last;

        Views(boolean hikari) {
            this.hikari = hikari;
        }

        /** Lets so many threads wait for the pool seen last. */
        void pending(int waiting) {
            if (last != null) {
                last.levels.set(1, 0, 1, waiting, 1, 0);
            }
        }

        @Override
        PoolView of(Object pool, @Nullable Object config) {
            last = new PoolStub(pool, hikari);
            return last;
        }
    }
}
