package dev.firstfault.collectors.jdbc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of one target's statements. Bounded: beyond {@link #MAX_SHAPES} in the whole process, further ones are one.
 * Thread-safe; finding a known one takes no lock and allocates nothing.
 */
final class ShapeTable {

    /** In the process: programs have some dozens; those that make up names have any number. */
    static final int MAX_SHAPES = 200;

    /** The shape of statements that came when there was no more room. */
    static final String OTHER = "other";

    private static final int SLOTS = 512;
    private static final int TEXTS = 128;
    private static final int LONGEST_TEXT = 1_000;

    @SuppressWarnings("ThreadLocalUsage") // one for all targets; a scanner is for one thread at a time
    private static final ThreadLocal<ShapeScanner> SCANNERS = new ThreadLocal<>();

    private final DriverFamily family;
    private final AtomicInteger shapesOfProcess;
    private final StatementShape other = new StatementShape(0, OTHER);
    private final AtomicReferenceArray<@Nullable StatementShape> slots = new AtomicReferenceArray<>(SLOTS);
    private final List<StatementShape> all = new CopyOnWriteArrayList<>();

    /** Texts seen more than once lately, with their shapes; what is new is only remembered by its hash. */
    private final AtomicReferenceArray<@Nullable Text> texts = new AtomicReferenceArray<>(TEXTS);

    private final int[] seenOnce = new int[TEXTS];

    /** @param shapesOfProcess how many there are in all tables together */
    ShapeTable(DriverFamily family, AtomicInteger shapesOfProcess) {
        this.family = family;
        this.shapesOfProcess = shapesOfProcess;
        all.add(other);
    }

    /** The shape of this text; null where it is no statement of the application: empty, or the end of a transaction. */
    @Nullable
    StatementShape of(String sql) {
        if (sql.length() > LONGEST_TEXT) {
            return scanned(sql);
        }
        int hash = sql.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (TEXTS - 1);
        Text known = texts.get(slot);
        if (known != null && known.sql.hashCode() == hash && known.sql.equals(sql)) {
            return known.shape;
        }
        StatementShape shape = scanned(sql);
        if (seenOnce[slot] == hash) {
            texts.set(slot, new Text(sql, shape));
        } else {
            seenOnce[slot] = hash;
        }
        return shape;
    }

    /** The shape that stands for all that have none of their own. */
    StatementShape other() {
        return other;
    }

    /** All shapes. */
    List<StatementShape> all() {
        return all;
    }

    private @Nullable StatementShape scanned(String sql) {
        ShapeScanner scanner = SCANNERS.get();
        if (scanner == null) {
            scanner = new ShapeScanner();
            SCANNERS.set(scanner);
        }
        scanner.scan(sql, family);
        // Some drivers end transactions and look after connections with statements of their own.
        if (scanner.isEmpty() || scanner.is("commit") || scanner.is("rollback") || scanner.is("set autocommit=?")) {
            return null;
        }
        long hash = scanner.hash();
        StatementShape found = find(hash);
        return found == null ? add(hash, scanner.toString()) : found;
    }

    private @Nullable StatementShape find(long hash) {
        for (int i = slot(hash); ; i = (i + 1) & (SLOTS - 1)) {
            StatementShape shape = slots.get(i);
            if (shape == null || shape.hash() == hash) {
                return shape;
            }
        }
    }

    private synchronized StatementShape add(long hash, String text) {
        StatementShape raced = find(hash);
        if (raced != null) {
            return raced;
        }
        if (shapesOfProcess.get() >= MAX_SHAPES) {
            return other;
        }
        shapesOfProcess.incrementAndGet();
        StatementShape made = new StatementShape(hash, text);
        int i = slot(hash);
        while (slots.get(i) != null) {
            i = (i + 1) & (SLOTS - 1);
        }
        slots.set(i, made);
        all.add(made);
        return made;
    }

    private static int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (SLOTS - 1);
    }

    private static final class Text {
        private final String sql;
        private final @Nullable StatementShape shape;

        private Text(String sql, @Nullable StatementShape shape) {
            this.sql = sql;
            this.shape = shape;
        }
    }
}
