package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.verdict.FaultKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What to do next about a fault. */
final class Advice {

    private Advice() {}

    /** The next actions, most telling first; heap size is a matter of heap faults only. */
    static List<String> on(FaultKind kind) {
        switch (kind) {
            case DB_CONNECTION_LIMIT:
                return Arrays.asList(
                        "See on the server who holds the connections (SHOW PROCESSLIST, pg_stat_activity), and end or"
                                + " limit what does not need them.",
                        "Raise the server's limit (max_connections), or lower the sizes of the pools that share it, so that"
                                + " their sum fits.");
            case OWN_CONNECTION_EXHAUSTION:
                return Arrays.asList(
                        "Create the data source once and close it when it is replaced; close every connection.",
                        "A higher limit on the server only delays this.");
            case DB_LOGIN_REFUSED:
                return Collections.singletonList(
                        "Try user and password of the configuration with the database's own client, from this host;"
                                + " ask whether the password was changed or the account locked.");
            case DB_DOWN:
                return Collections.singletonList(
                        "See whether the database runs and listens at this host and port, and why it stopped.");
            case DB_UNREACHABLE:
                return Arrays.asList(
                        "Test the way to the host and port from here: routes, firewalls and security groups.",
                        "Set a connect and a socket timeout in the URL, so that a silent peer is noticed in seconds.");
            case DNS_FAILURE:
                return Collections.singletonList("Resolve the host name on this host, with this host's resolver.");
            case TLS_FAILURE:
                return Collections.singletonList(
                        "Compare the server's certificate and protocols (openssl s_client) with this JVM's trust store.");
            case PORTS_EXHAUSTED:
                return Collections.singletonList(
                        "Reuse connections: count sockets in TIME_WAIT by target (ss -tan) to see who opens them.");
            case FILE_DESCRIPTORS:
                return Collections.singletonList(
                        "See what is open (ls -l /proc/<pid>/fd); close it, or raise the limit (ulimit -n).");
            case THREAD_LIMIT:
                return Collections.singletonList(
                        "Compare the process's threads with its limits (ulimit -u, pids.max); see which kind of thread grows.");
            case DNS_SLOW:
                return Arrays.asList(
                        "Time a lookup on this host (getent hosts NAME): steps of 5 s are a name server in resolv.conf that"
                                + " does not answer; remove or repair it.",
                        "See whether search domains or IPv6 queries are tried first (options ndots, single-request).");
            case NETWORK_SLOW:
                return Collections.singletonList(
                        "Measure the way to the host from here: round trip and loss (ping, mtr, ss -ti shows rtt and retrans).");
            case IDLE_RESET:
                return Arrays.asList(
                        "Let the pool retire or test connections before the limit on the way: maxLifetime and keepaliveTime"
                                + " (HikariCP), timeBetweenEvictionRuns and testWhileIdle (DBCP), below the shortest idle limit of"
                                + " the balancer, firewall or server (wait_timeout).",
                        "Or keep connections alive: TCP keep-alive in the driver's URL.");
            case THREAD_LEAK:
                return Collections.singletonList(
                        "Take a thread dump (jcmd <pid> Thread.print): the names of the family say who starts them; shut its"
                                + " executor or client down when it is replaced. A higher limit only delays this.");
            case CPU_THROTTLED:
                return Collections.singletonList(
                        "Raise the container's CPU limit, or lower what runs at once: collector threads (-XX:ParallelGCThreads),"
                                + " pools and executors sized for the whole machine.");
            case LOAD_SURGE:
                return Arrays.asList(
                        "See who sends more than before, and why; limit it where it enters.",
                        "If it is to be served, raise threads, connections and what they work with together: one alone moves the"
                                + " queue to the next.");
            case SLOW_DOWNSTREAM:
                return Arrays.asList(
                        "See why the service named here became slow; this process only shows it.",
                        "Bound the queue in front of it and set time limits on its calls, so that it cannot fill this process.");
            case DEADLOCK:
                return Collections.singletonList(
                        "Only a restart ends it. Take a thread dump before (jcmd <pid> Thread.print): let both places take the"
                                + " locks in the same order.");
            case EXECUTOR_STARVATION:
                return Arrays.asList(
                        "Only a restart ends it. Let tasks never wait for tasks of their own executor: run them in the caller,"
                                + " give them an executor of their own, or compose futures instead of waiting for them.",
                        "More threads only need more tasks at once to come to the same.");
            case LOCK_CONTENTION:
                return Collections.singletonList(
                        "Make what is done under this lock shorter, or the lock finer: the frames say what its owner does. More"
                                + " threads only queue longer.");
            case BLOCKED_OUTPUT:
                return Collections.singletonList(
                        "See who reads the process's output (a pipe to a stopped process, a full disk, a terminal); write logs"
                                + " through an appender that drops rather than waits.");
            case SAFEPOINT_PAUSE:
                return Collections.singletonList(
                        "Log safepoints (-Xlog:safepoint): a long time to safepoint is a loop without one (-XX:+UseCountedLoopSafepoints),"
                                + " a long operation names itself.");
            case RETRY_STORM:
                return Arrays.asList(
                        "Stop the retries first (or the callers): the load falls, and it recovers.",
                        "Then retry seldom, with growing and random waits, and within a budget for all callers together.");
            case THUNDERING_HERD:
                return Collections.singletonList(
                        "Let clients come back after random waits, and let the process take few at a time until it is warm.");
            case HEAP_LEAK:
                return Arrays.asList(
                        "Take two class histograms ten minutes apart (jcmd <pid> GC.class_histogram), or a heap dump on the"
                                + " error (-XX:+HeapDumpOnOutOfMemoryError): what grew is held by what should let it go.",
                        "A larger heap only delays this.");
            case HEAP_TOO_SMALL:
                return Collections.singletonList(
                        "Raise -Xmx above what the process needs after its start, with half as much again to spare.");
            case LARGE_ALLOCATION:
                return Arrays.asList(
                        "Find the request: a heap dump on the error (-XX:+HeapDumpOnOutOfMemoryError) shows the thread and"
                                + " what it had collected.",
                        "Limit what one request may ask for: message size, fetch size, page size.");
            case ACCUMULATED_RESULTS:
                return Collections.singletonList(
                        "Let the task hand on what it makes (page, stream, write out) instead of collecting all of it; a larger heap"
                                + " only takes a larger task.");
            case GC_THRASHING:
                return Collections.singletonList(
                        "Take a class histogram (jcmd <pid> GC.class_histogram): it says whether the heap is full of what"
                                + " is needed or of what was forgotten.");
            case METASPACE_LEAK:
                return Arrays.asList(
                        "See which loaders hold the classes (jcmd <pid> VM.classloader_stats): what is loaded anew for each"
                                + " request, job or deployment must be let go with it, or made once.",
                        "A higher -XX:MaxMetaspaceSize only delays this.");
            case METASPACE_TOO_SMALL:
                return Collections.singletonList(
                        "Raise -XX:MaxMetaspaceSize above what the application needs after its start, or leave it out.");
            case DIRECT_MEMORY:
                return Arrays.asList(
                        "See who allocates direct buffers and when they are freed (frames above; Netty: leak detection"
                                + " -Dio.netty.leakDetection.level=paranoid).",
                        "If all of them are needed, raise -XX:MaxDirectMemorySize, and the container's limit with it.");
            case CODE_CACHE_FULL:
                return Collections.singletonList(
                        "Raise -XX:ReservedCodeCacheSize (default 240 MB), or see what generates so many classes.");
            case HOST_MEMORY:
                return Collections.singletonList(
                        "See who takes the host's memory (ps, top by RES); a JVM that is swapped collects for minutes.");
            case CONTAINER_MEMORY:
                return Collections.singletonList(
                        "Compare the process's memory with its heap: leave a quarter of the container's limit to what is"
                                + " not heap, or raise the limit.");
            case NATIVE_CRASH:
                return Collections.singletonList("Read the problematic frame in the hs_err_pid file.");
            default:
                return StatementAdvice.on(kind);
        }
    }
}
