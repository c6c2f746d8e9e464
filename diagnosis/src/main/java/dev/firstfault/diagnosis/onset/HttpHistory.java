package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HTTP target over time: how long it took to answer, what it refused, and what did not reach it. */
public final class HttpHistory {

    private static final long S = 1_000_000_000L;

    /** {@link SignalKind#HTTP_EXCHANGES} is left out for as long at most. */
    private static final long HOLD = 11 * S;

    /** Failures further apart than this have nothing to do with each other. */
    private static final long EPISODE_GAP = 60 * S;

    /** What says nothing about whether the server takes what it is sent. */
    private static final Set<HttpError> OF_DOCUMENTS =
            EnumSet.of(HttpError.NONE, HttpError.OTHER, HttpError.CONFLICT, HttpError.DOCUMENT);

    private final String target;
    private final Series ended = new Series(HOLD);
    private final Series failed = new Series(HOLD);
    private final Series mean = new Series(HOLD);
    private final Series inFlight = new Series(HOLD);
    private final Series oldest = new Series(HOLD);
    private final Series outliers = new Series(HOLD);
    private final List<Signal> seconds = new ArrayList<>();
    private final List<Signal> failures = new ArrayList<>();
    private final Map<HttpError, RefusalHistory> refusals = new EnumMap<>(HttpError.class);
    private final Map<String, ServerQueue> queues = new LinkedHashMap<>();
    private final Map<String, ServerLimit> limits = new LinkedHashMap<>();
    private final BulkHistory bulks = new BulkHistory();
    private final ClientPool pool = new ClientPool();

    private HttpHistory(String target) {
        this.target = target;
    }

    /** One history for each target, in order of the first signal. */
    public static List<HttpHistory> of(Timeline timeline) {
        Map<String, HttpHistory> byTarget = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            Resource resource = signal.resource();
            if (resource == null || !about(signal.kind())) {
                continue;
            }
            int space = resource.name().indexOf(' ');
            String name = space < 0 ? resource.name() : resource.name().substring(0, space);
            HttpHistory history = byTarget.get(name);
            if (history == null) {
                history = new HttpHistory(name);
                byTarget.put(name, history);
            }
            history.add(signal, resource.name().substring(space + 1));
        }
        for (HttpHistory history : byTarget.values()) {
            for (RefusalHistory refused : history.refusals.values()) {
                refused.examine(timeline.endNanos());
            }
        }
        return new ArrayList<>(byTarget.values());
    }

    private static boolean about(SignalKind kind) {
        switch (kind) {
            case HTTP_EXCHANGES:
            case HTTP_REJECTED:
            case HTTP_FAILED:
            case HTTP_POOL:
            case BULK_ATTEMPTS:
            case SERVER_QUEUE:
            case SERVER_LIMIT:
                return true;
            default:
                return false;
        }
    }

    private void add(Signal signal, String part) {
        switch (signal.kind()) {
            case HTTP_EXCHANGES:
                addSecond(signal);
                break;
            case HTTP_REJECTED:
                refused(HttpError.ofId(Signal.upper(signal.v1()))).add(signal);
                break;
            case HTTP_FAILED:
                failures.add(signal);
                break;
            case HTTP_POOL:
                pool.add(signal);
                break;
            case BULK_ATTEMPTS:
                bulks.add(signal);
                break;
            case SERVER_QUEUE:
                queue(part).add(signal);
                break;
            default:
                limits.put(part, new ServerLimit(part, signal));
                break;
        }
    }

    private void addSecond(Signal signal) {
        long from = signal.atNanos() - S;
        int count = Signal.upper(signal.v1());
        seconds.add(signal);
        ended.add(from, count);
        failed.add(from, Signal.lower(signal.v1()));
        if (count > 0) {
            mean.add(from, Signal.upper(signal.v2()) / (double) count);
        }
        inFlight.add(from, Signal.lower(signal.v2()));
        oldest.add(from, Signal.upper(signal.v3()));
        outliers.add(from, Signal.lower(signal.v3()));
    }

    private RefusalHistory refused(HttpError error) {
        RefusalHistory history = refusals.get(error);
        if (history == null) {
            history = new RefusalHistory(error);
            refusals.put(error, history);
        }
        return history;
    }

    private ServerQueue queue(String name) {
        ServerQueue queue = queues.get(name);
        if (queue == null) {
            queue = new ServerQueue(name);
            queues.put(name, queue);
        }
        return queue;
    }

    /** {@code http://host:port}. */
    public String target() {
        return target;
    }

    /** Whether what answers there is known to be Elasticsearch or OpenSearch: by its own words, or because bulks are sent to it. */
    public boolean isSearchServer() {
        if (bulks.seen() || !queues.isEmpty() || !limits.isEmpty()) {
            return true;
        }
        for (HttpError error : refusals.keySet()) {
            if (error != HttpError.OTHER
                    && error != HttpError.UNAVAILABLE
                    && error != HttpError.THROTTLED
                    && error != HttpError.REQUEST_TOO_LARGE) {
                return true;
            }
        }
        return false;
    }

    /** Exchanges that ended per second. */
    public Series ended() {
        return ended;
    }

    /** Of them without an answer. */
    public Series failed() {
        return failed;
    }

    /** Mean duration of those that ended in each second, milliseconds. */
    public Series mean() {
        return mean;
    }

    /** Exchanges under way at the end of each second. */
    public Series inFlight() {
        return inFlight;
    }

    /** Age of the oldest under way at the end of each second, milliseconds. */
    public Series oldest() {
        return oldest;
    }

    /** Exchanges per second that took more than ten times, and 100 ms above, what one with the target usually takes. */
    public Series outliers() {
        return outliers;
    }

    /** Exchanges that ended without an answer, ascending by time; a record may stand for several. */
    public List<Signal> failures() {
        return failures;
    }

    /** Those of these reasons. */
    public List<Signal> failures(HttpFailure... reasons) {
        List<Signal> some = new ArrayList<>();
        for (Signal failure : failures) {
            for (HttpFailure reason : reasons) {
                if (HttpFailure.ofId(failure.v1()) == reason) {
                    some.add(failure);
                }
            }
        }
        return some;
    }

    /** When an exchange was last seen to be answered up to a moment; -1 where none was. */
    public long answeredUntil(long nanos) {
        long last = -1;
        for (Signal second : seconds) {
            if (second.atNanos() <= nanos && Signal.upper(second.v1()) > Signal.lower(second.v1())) {
                last = second.atNanos();
            }
        }
        return last;
    }

    /** Whether an exchange was answered in a second that began after a moment. */
    public boolean answeredAfter(long nanos) {
        return answeredUntil(Long.MAX_VALUE) > nanos + S + S / 5;
    }

    /** What it refused in one way, or null where it never did. */
    public @Nullable RefusalHistory refusals(HttpError error) {
        return refusals.get(error);
    }

    /** What it refused or failed at, each way by itself. */
    public Collection<RefusalHistory> refusals() {
        return refusals.values();
    }

    /** When the target began not to take what it was sent, or to take it late; -1 where it takes all in time. */
    public long failsSince(long endNanos) {
        long first = Long.MAX_VALUE;
        for (RefusalHistory refused : refusals.values()) {
            if (!refused.isEmpty() && !OF_DOCUMENTS.contains(refused.error())) {
                first = Math.min(first, refused.onset());
            }
        }
        long next = endNanos;
        for (int i = failures.size() - 1; i >= 0 && next - failures.get(i).atNanos() <= EPISODE_GAP; i--) {
            next = failures.get(i).atNanos() - failures.get(i).durationNanos();
            first = Math.min(first, next);
        }
        Shift times = Shift.of(mean, endNanos, 5);
        first = times.rose(3, 20) ? Math.min(first, times.onset()) : first;
        return first == Long.MAX_VALUE ? -1 : Math.max(0, first);
    }

    /** When it last did not take something, or took it late; -1 where it took all in time. */
    public long failsUntil(long endNanos) {
        long last = -1;
        for (RefusalHistory refused : refusals.values()) {
            last = OF_DOCUMENTS.contains(refused.error()) ? last : Math.max(last, refused.lastAt());
        }
        for (Signal failure : failures) {
            last = Math.max(last, failure.atNanos());
        }
        return Shift.of(mean, endNanos, 5).rose(3, 20) ? endNanos : last;
    }

    public BulkHistory bulks() {
        return bulks;
    }

    /** The connections that its client keeps. */
    public ClientPool pool() {
        return pool;
    }

    /** The thread pool of the server that it told of most between two moments; null where it told of none. */
    public @Nullable ServerQueue queue(long fromNanos, long toNanos) {
        ServerQueue most = null;
        for (ServerQueue queue : queues.values()) {
            int told = queue.told(fromNanos, toNanos);
            most = told > 0 && (most == null || told > most.told(fromNanos, toNanos)) ? queue : most;
        }
        return most;
    }

    /** The limit on memory that the server told of last, a breaker's or the indexing pressure's; null where it told of none. */
    public @Nullable ServerLimit limit(boolean breaker) {
        ServerLimit last = null;
        for (ServerLimit limit : limits.values()) {
            last = limit.breaker() == breaker && (last == null || limit.atNanos() > last.atNanos()) ? limit : last;
        }
        return last;
    }
}
