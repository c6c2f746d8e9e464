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
            case GC_THRASHING:
                return Collections.singletonList(
                        "Take a class histogram (jcmd <pid> GC.class_histogram): it says whether the heap is full of what"
                                + " is needed or of what was forgotten.");
            case CONTAINER_MEMORY:
                return Collections.singletonList(
                        "Compare the process's memory with its heap: leave a quarter of the container's limit to what is"
                                + " not heap, or raise the limit.");
            case NATIVE_CRASH:
                return Collections.singletonList("Read the problematic frame in the hs_err_pid file.");
            default:
                return Collections.emptyList();
        }
    }
}
