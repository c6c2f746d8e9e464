package dev.firstfault.collectors.flight;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who allocates, and where: the large ones each for itself, the rest by place. For the one thread that reads the stream. */
final class AllocationSamples {

    /** Smaller arrays are everyday, and what a thread takes between two samples of everyday objects stays below it. */
    private static final long LARGE_BYTES = 16L << 20;

    private static final int LARGE_PART = 20;
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final long REPEAT_NANOS = 60_000_000_000L;

    /** Below this, a window's samples are chance. */
    private static final int LEAST_SAMPLES = 10;

    /** A box keeps few errors, and they are not ours alone. */
    private static final int MOST_PLACES = 6;

    private final SignalSink sink;
    private final long largeBytes;
    private final Map<Long, Long> allocatedBefore;
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, Site> sites = new HashMap<>();
    private @Nullable Site largest;
    private boolean largestAtOnce;
    private long largeAt;
    private long windowAt;
    private long all;
    private int samples;
    private String shownPlace = "";
    private double shownShare;
    private long shownAt;

    /**
     * @param maxHeap bytes that the heap may have
     * @param allocatedBefore bytes that each thread had allocated when the recording began, by its id: they come with its first sample
     */
    AllocationSamples(SignalSink sink, long maxHeap, Map<Long, Long> allocatedBefore) {
        this.sink = sink;
        this.allocatedBefore = allocatedBefore;
        largeBytes = Math.max(LARGE_BYTES, maxHeap / LARGE_PART);
        windowAt = sink.nanosSinceOrigin();
    }

    /**
     * A sample.
     *
     * @param weight bytes that the thread has allocated since its sample before
     * @param type class of the object that was just allocated, {@code byte[]}
     * @param frames innermost first
     */
    void sampled(long threadId, String thread, long weight, String type, List<String> frames) {
        Long before = allocatedBefore.remove(threadId);
        long bytes = weight - (before == null ? 0 : before);
        if (bytes <= 0 || isOwn(thread)) {
            return;
        }
        Site sample = new Site(thread, type, FlightSignals.lines(frames), bytes);
        if (bytes >= largeBytes && type.endsWith("[]")) {
            large(sample, false);
        }
        all += bytes;
        samples++;
        Site site = sites.get(sample.place);
        if (site == null) {
            sites.put(sample.place, sample);
        } else {
            site.add(sample);
        }
    }

    /** A thread asked for so much that it had to be collected first. */
    void required(String thread, long bytes, List<String> frames) {
        if (bytes >= largeBytes && !isOwn(thread)) {
            large(new Site(thread, "array", FlightSignals.lines(frames), bytes), true);
        }
    }

    private static boolean isOwn(String thread) {
        return thread.startsWith("firstfault-");
    }

    private void large(Site request, boolean atOnce) {
        Site before = largest;
        if (before == null || request.bytes > before.bytes) {
            largest = request;
            largestAtOnce = atOnce;
        } else if (request.place.equals(before.place) && largestAtOnce && !atOnce) {
            before.type = request.type; // the sample of what was asked for
        }
    }

    /** What was recorded until now has come; about once a second. */
    void flushed() {
        Site request = largest;
        largest = null;
        long now = sink.nanosSinceOrigin();
        if (request != null) {
            tellLarge(request, now);
        }
        if (now - windowAt >= WINDOW_NANOS) {
            tellSite(now);
            windowAt = now;
            sites.clear();
            all = 0;
            samples = 0;
        }
    }

    private void tellLarge(Site request, long now) {
        Told before = told.get(request.place);
        if (before != null && request.bytes < before.bytes + before.bytes / 4 && now - before.at < REPEAT_NANOS) {
            return;
        }
        boolean known = before != null || told.size() < 4 * MOST_PLACES;
        if (!known && now - largeAt < REPEAT_NANOS) {
            return; // ever other places
        }
        largeAt = now;
        if (known) {
            told.put(request.place, new Told(Math.max(request.bytes, before == null ? 0 : before.bytes), now));
        }
        sink.record(
                SignalKind.LARGE_ALLOCATION,
                request.thread,
                0,
                request.bytes,
                largestAtOnce ? 1 : 0,
                0,
                1,
                detail(request, now, told.size() <= MOST_PLACES));
    }

    private void tellSite(long now) {
        Site top = null;
        for (Site site : sites.values()) {
            top = top == null || site.bytes > top.bytes ? site : top;
        }
        if (top == null || samples < LEAST_SAMPLES) {
            return;
        }
        double share = (double) top.bytes / all;
        boolean same = top.place.equals(shownPlace) && Math.abs(share - shownShare) <= shownShare / 4;
        if (same && now - shownAt < REPEAT_NANOS) {
            return;
        }
        shownPlace = top.place;
        shownShare = share;
        shownAt = now;
        sink.record(
                SignalKind.ALLOCATION_SITE,
                top.thread,
                WINDOW_NANOS,
                top.bytes,
                all,
                samples,
                1,
                detail(top, now, true));
    }

    private @Nullable ErrorDetail detail(Site site, long now, boolean allowed) {
        if (!allowed || site.frames.isEmpty()) {
            return null;
        }
        int end = site.frames.indexOf('\n');
        String at = end < 0 ? site.frames : site.frames.substring(0, end);
        return new ErrorDetail(now, "allocating", site.type + " at " + at, null, 0, site.thread.name(), site.frames);
    }

    /** What was told of a place. */
    private static final class Told {

        private final long bytes;
        private final long at;

        Told(long bytes, long at) {
            this.bytes = bytes;
            this.at = at;
        }
    }

    /** A place, of one family of threads. */
    private static final class Site {

        private final Resource thread;
        private final String place;
        private String type;
        private String frames;
        private long most;
        private long bytes;

        Site(String thread, String type, String frames, long bytes) {
            this.thread = FlightSignals.family(thread);
            this.type = type;
            this.frames = frames;
            this.bytes = bytes;
            most = bytes;
            int end = frames.indexOf('\n');
            place = this.thread.name() + '\n' + (end < 0 ? frames : frames.substring(0, end));
        }

        void add(Site sample) {
            bytes += sample.bytes;
            if (sample.bytes > most) {
                most = sample.bytes;
                type = sample.type;
                frames = sample.frames;
            }
        }
    }
}
