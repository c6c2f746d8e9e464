package dev.firstfault.diagnosis;

import static dev.firstfault.diagnosis.Incidents.in;
import static dev.firstfault.diagnosis.verdict.FaultKind.*;

import dev.firstfault.diagnosis.SearchClient.At;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.Timeline;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Incidents of a client of Elasticsearch, against a server of random size, pace and load. */
enum SearchIncidents {
    /** G01: others fill the server's queue. */
    QUEUE_FULL(ES_QUEUE_FULL) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.THREAD_POOL;
            c.refusalLevel = r.nextBoolean() ? FailureLevel.ITEM : FailureLevel.REQUEST;
            c.refuses = from(at, in(r, 0.3, 1), 0);
        }
    },
    /** G01 from a client that sends more. */
    QUEUE_FULL_BY_LOAD(ES_QUEUE_FULL) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.connections = 10_000;
            double before = c.rate.at(0);
            c.rate = from(at, before * in(r, 2.5, 8) / load(c), before);
        }
    },
    /** G01 in bursts that lose documents. */
    BURSTS(ES_QUEUE_FULL) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.retries = 0;
            c.connections = 10_000;
            double before = c.rate.at(0);
            double every = in(r, 10, 25);
            double most = (c.capacity + c.threads * 1000 / c.service.at(0)) / c.shards;
            c.rate = t -> t > at && (t - at) % every < 1 ? before + most * 3 : before;
        }
    },
    /** G02: whole bulks, or their documents, for the bytes under way. */
    PRESSURE(ES_INDEXING_PRESSURE) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.INDEXING_PRESSURE;
            c.refusalLevel = r.nextBoolean() ? FailureLevel.ITEM : FailureLevel.REQUEST;
            c.refuses = from(at, in(r, 0.5, 1), 0);
        }
    },
    /** G03 */
    BREAKER(ES_CIRCUIT_BREAKER) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.CIRCUIT_BREAKER;
            c.refuses = from(at, in(r, 0.3, 1), 0);
        }
    },
    /** G04 */
    PROXY(HTTP_THROTTLED) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.retryAfter = r.nextInt(3);
            c.refuses = from(at, in(r, 0.3, 1), 0);
        }
    },
    /** G05 */
    NODE_GONE(ES_NODE_DOWN) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.down = from(at, 1, 0);
        }
    },
    /** G06 */
    BLOCKED(ES_READ_ONLY) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.READ_ONLY;
            c.refusalLevel = FailureLevel.ITEM;
            c.refuses = from(at, in(r, 0.4, 1), 0);
        }
    },
    /** G07 */
    TOO_LARGE(FaultKind.REQUEST_TOO_LARGE) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.REQUEST_TOO_LARGE;
            c.refuses = from(at, in(r, 0.05, 0.5), 0);
        }
    },
    /** G08 */
    SLOW(ES_SLOW) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.capacity = 100_000;
            c.threads = 1000;
            c.connections = 5 + r.nextInt(40);
            double before = c.service.at(0);
            c.service = from(at, before * in(r, 20, 60), before);
        }
    },
    /** G09: fewer connections than the load needs, from a moment on. */
    FEW_CONNECTIONS(HTTP_POOL_EXHAUSTED) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.capacity = 100_000;
            c.threads = 1000;
            c.connections = 2;
            c.leaseTimeout = in(r, 0.5, 5);
            double capacity = c.connections / (0.001 + 1.3 * c.service.at(0) / 1000);
            c.shards = 2;
            c.rate = always(capacity * in(r, 1.5, 3));
        }
    },
    /** G09: answers that nobody closes. */
    LEAKED(HTTP_POOL_EXHAUSTED) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.connections = 10 + r.nextInt(20);
            c.leaseTimeout = in(r, 1, 10);
            c.leaks = from(at, in(r, 0.1, 0.5), 0);
        }
    },
    /** G10: what the server does not take stays in the client until its heap is full. */
    BACKLOG(ES_QUEUE_FULL) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.THREAD_POOL;
            c.refusalLevel = FailureLevel.ITEM;
            c.refuses = from(at, 1, 0);
            c.retries = 1_000_000;
            c.backoff = 0.5;
            c.growingWaits = false;
            c.keepsMb = in(r, 3, 8) / c.rate.at(0);
            c.scene.heap(in(r, 192, 384)).needs(40, 2).exitOnOom();
        }

        @Override
        Timeline end(SearchClient c, double to) {
            return c.play(to + 200).diesOfHeap(to + 200);
        }
    },
    /** A few refusals that are made good, in a healthy service. */
    ABSORBED(null) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = HttpError.THREAD_POOL;
            c.refusalLevel = r.nextBoolean() ? FailureLevel.ITEM : FailureLevel.REQUEST;
            c.refuses = always(in(r, 0, 0.03));
            c.retries = 8;
        }
    },
    /** Single refusals, of one bulk or two that give up. */
    SINGLE(null) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            c.refusal = r.nextBoolean() ? HttpError.THREAD_POOL : HttpError.THROTTLED;
            c.retries = 5;
            c.refuses = t -> t > at && t < at + 0.2 ? 0.5 : 0;
        }
    },
    HEALTHY(null) {
        @Override
        void happen(SearchClient c, Random r, double at) {}
    },
    /** Twice the load, and room for it. */
    DOUBLE_LOAD(null) {
        @Override
        void happen(SearchClient c, Random r, double at) {
            double before = c.rate.at(0) / 2;
            c.rate = from(at, 2 * before, before);
        }
    };

    final @Nullable FaultKind fault;

    SearchIncidents(@Nullable FaultKind fault) {
        this.fault = fault;
    }

    abstract void happen(SearchClient c, Random r, double at);

    Timeline end(SearchClient c, double to) {
        return c.play(to).runsUntil(to);
    }

    /** The incident as drawn with this seed. */
    Timeline timeline(long seed) {
        Random r = new Random(seed * 0x9E3779B97F4A7C15L + name().length());
        SearchClient c = client(Scene.jvm(r).heap(512), r, "http://es:9200");
        double at = in(r, 20, 60);
        happen(c, r, at);
        return end(c, at + in(r, 25, 60));
    }

    /** A client of a server that does three tenths of what it can. */
    static SearchClient client(Scene scene, Random r, String name) {
        SearchClient c = new SearchClient(scene, r, name);
        c.threads = 1 + r.nextInt(8);
        c.shards = 1 + r.nextInt(10);
        c.capacity = r.nextInt(3) == 0 ? 12 * c.shards + r.nextInt(40) : 200;
        c.service = always(in(r, 5, 30));
        double size = in(r, 5, 200);
        c.docs = always(size);
        c.rate = always(Math.min(40, 0.3 * c.threads / (c.service.at(0) / 1000) / c.shards));
        return c;
    }

    /** The share of what the server can do that it is asked to. */
    static double load(SearchClient c) {
        return c.rate.at(0) * Math.min(c.shards, 50) * c.service.at(0) / 1000 / c.threads;
    }

    static At always(double value) {
        return t -> value;
    }

    static At from(double at, double then, double before) {
        return t -> t < at ? before : then;
    }
}
