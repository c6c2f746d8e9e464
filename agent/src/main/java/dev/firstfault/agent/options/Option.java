package dev.firstfault.agent.options;

/** Every option there is: its name, its default and what it is for; {@code docs/options.md} is made from this. */
public enum Option {
    DIR(
            "dir",
            "",
            "Where the black boxes and the scrape targets go. Default: firstfault/ below $HADOOP_LOG_DIR,"
                    + " $HIVE_LOG_DIR, $SPARK_LOG_DIR or $LOG_DIRS, whichever is set and writable, else below the JVM's"
                    + " temporary directory, which a container loses with its file system."),
    PORT(
            "port",
            "9404",
            "First port tried for /metrics and /diagnosis; busy ones are passed over (up to 99 further ones,"
                    + " then any free one). 0: any free one. off: no HTTP."),
    BIND("bind", "0.0.0.0", "Address that the HTTP port is bound to. Prometheus usually scrapes from another host."),
    CONFIG(
            "config",
            "",
            "A properties file with any of these options, without the prefix. Weaker than every other layer."),
    APP("app", "", "Name of the application in file names and labels. Default: the main class's short name."),
    ROLE(
            "role",
            "",
            "metastore, spark-driver, spark-executor, es-client, app or skipped. Default: told from the command"
                    + " line."),
    KEEP(
            "keep",
            "20",
            "How many black boxes of dead processes of each application are kept in dir, the newest; up to a quarter"
                    + " more where processes come and go within half a second. Never is a running process's deleted, nor"
                    + " one of which that cannot be told."),
    KEEP_MB("keep-mb", "1024", "How many megabytes all black boxes in dir have together; a box has 2.4."),
    KEEP_DAYS("keep-days", "30", "Boxes older than this many days are deleted."),
    HOOKS("hooks", "on", "off: no class of the application is changed; what needs a hook is not seen."),
    ENDING_HOOKS("ending-hooks", "on", "off: Runtime.exit and halt are not watched; a halt then looks like a kill."),
    METRICS("metrics", "on", "off: no HTTP port and no target file; box, report and stderr lines stay."),
    HISTOGRAM(
            "histogram",
            "1024",
            "Once in a life, when collections leave three quarters of the heap, a class histogram is taken if they"
                    + " leave no more MB than this: it stops the application for some 25 ns an object. 0: never."),
    HEAP_DUMP(
            "heap-dump",
            "off",
            "on: the JVM writes a heap dump into heap-dumps/ below dir when the heap runs out, if the disk has half as"
                    + " much again as the largest heap."),
    JFR(
            "jfr",
            "off",
            "on: ten seconds after the start the flight recorder is started too, on Java 14 and later, as a second witness: who"
                    + " allocates and where, what collections could not do, why the JVM stood still. Its start takes more"
                    + " CPU time than all the rest of the agent (see recipes); its recording, at most 24 MB, lies in flight/"
                    + " below dir, where a process that is killed leaves it."),
    ES_POLL(
            "es.poll",
            "",
            "http://host:9200, or https, several with a semicolon between: the Elasticsearch or OpenSearch behind it is asked every"
                    + " few seconds, on a thread of its own, how full the queues of its nodes are, what they refused, and how near"
                    + " indexing pressure and circuit breakers are to their limits. Without it no server is ever asked. No user and"
                    + " password in the address."),
    ES_POLL_SECONDS(
            "es.poll.seconds",
            "10",
            "From one question to the next. One that is slow to answer is asked less often, one that does not answer once a"
                    + " minute."),
    ES_POLL_USER("es.poll.user", "", "Who asks. The right to monitor the cluster will do."),
    ES_POLL_PASSWORD_FILE(
            "es.poll.password-file",
            "",
            "A file with nothing but the password of es.poll.user. Read at each question, never shown."),
    ES_POLL_CA(
            "es.poll.ca",
            "",
            "A file of certificates (PEM or DER) that those of the servers must lead to. Default: what the JVM trusts."),
    ES_POLL_INSECURE("es.poll.insecure", "off", "on: any certificate will do, of any host."),
    STDERR("stderr", "on", "off: no lines on stderr.");

    /** Prefix of the options that switch one probe off: {@code probes.hikari-pool=off}. */
    public static final String PROBE_PREFIX = "probes.";

    private final String word;
    private final String defaultValue;
    private final String meaning;

    Option(String word, String defaultValue, String meaning) {
        this.word = word;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** The name in agent arguments and in the properties file. */
    public String word() {
        return word;
    }

    /** The value where nobody sets one; empty where it is worked out. */
    public String defaultValue() {
        return defaultValue;
    }

    /** One or two sentences for the options page. */
    public String meaning() {
        return meaning;
    }

    /** The environment variable: {@code FIRSTFAULT_KEEP_DAYS}. */
    public String variable() {
        return "FIRSTFAULT_" + name();
    }

    /** The system property: {@code firstfault.keep-days}. */
    public String property() {
        return "firstfault." + word;
    }
}
