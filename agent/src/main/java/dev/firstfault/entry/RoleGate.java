package dev.firstfault.entry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the command line what this JVM is, before anything else of the agent is loaded.
 *
 * <p>{@code HADOOP_OPTS} and {@code JAVA_TOOL_OPTIONS} carry the flag to every tool and command-line client; those are
 * {@link #SKIPPED}. Only class names are looked at, arguments are never kept.
 */
public final class RoleGate {

    public static final String METASTORE = "metastore";
    public static final String SPARK_DRIVER = "spark-driver";
    public static final String SPARK_EXECUTOR = "spark-executor";
    public static final String ES_CLIENT = "es-client";
    public static final String APP = "app";
    public static final String SKIPPED = "skipped";

    /** Packages whose main classes are tools that come and go. */
    private static final String[] TOOL_PACKAGES = {
        "com.sun.tools.",
        "sun.tools.",
        "sun.jvmstat.",
        "sun.security.tools.",
        "sun.rmi.",
        "jdk.tools.",
        "jdk.jfr.",
        "jdk.internal.",
        "dev.firstfault.",
        "org.apache.hadoop.fs.",
        "org.apache.hadoop.hdfs.tools.",
        "org.apache.hadoop.hdfs.server.namenode.tools.",
        "org.apache.hadoop.yarn.client.",
        "org.apache.hadoop.yarn.logaggregation.",
        "org.apache.hadoop.mapred.JobClient",
        "org.apache.hadoop.mapred.JobQueueClient",
        "org.apache.hadoop.mapred.pipes.",
        "org.apache.hadoop.mapreduce.tools.",
        "org.apache.hadoop.tools.",
        "org.apache.hadoop.util.",
        "org.apache.hadoop.conf.",
        "org.apache.hadoop.security.",
        "org.apache.hadoop.crypto.",
        "org.apache.hadoop.registry.cli.",
        "org.apache.hadoop.hive.cli.",
        "org.apache.hadoop.hive.metastore.tools.",
        "org.apache.hadoop.hive.ql.util.",
        "org.apache.hadoop.hive.ql.exec.mr.",
        "org.apache.hive.beeline.",
        "org.apache.hive.hplsql.",
        "org.apache.hadoop.hbase.util.",
        "org.apache.hadoop.hbase.mapreduce.",
        "org.apache.spark.launcher.",
        "org.apache.zookeeper.ZooKeeperMain",
        "org.apache.zookeeper.client.",
        "org.jruby.Main"
    };

    private static final String[] TOOL_MODULES = {
        "java.rmi", "jdk.compiler", "jdk.httpserver", "jdk.jartool", "jdk.javadoc", "jdk.jcmd", "jdk.jconsole",
        "jdk.jdeps", "jdk.jfr", "jdk.jlink", "jdk.jpackage", "jdk.jshell", "jdk.jstatd", "jdk.hotspot.agent",
        "java.base", "java.scripting", "jdk.rmic", "jdk.scripting.nashorn.shell"
    };

    private RoleGate() {}

    /** The role of this JVM; {@code role=…} among the agent's arguments wins. */
    public static String role(@Nullable String agentArguments) {
        String forced = forcedRole(agentArguments);
        if (forced != null) {
            return forced;
        }
        return role(
                System.getProperty("sun.java.command"),
                System.getProperty("jdk.module.main"),
                "SUN_STANDARD".equals(System.getProperty("sun.java.launcher")));
    }

    /**
     * The role that the command line tells.
     *
     * @param command main class or jar and its arguments, as in {@code sun.java.command}; null where there is none
     * @param mainModule {@code jdk.module.main}
     * @param javaLauncher whether the {@code java} launcher started this JVM, which then tells a main class if there is one
     */
    public static String role(@Nullable String command, @Nullable String mainModule, boolean javaLauncher) {
        if (command == null || command.isEmpty()) {
            // java -XX:+PrintFlagsFinal -version has no main class; a program that embeds a JVM tells none.
            return javaLauncher ? SKIPPED : APP;
        }
        String[] words = command.split(" ", -1);
        String main = words[0].substring(words[0].indexOf('/') + 1);
        if (words[0].endsWith(".jar")) {
            main = words[0];
        }
        if (main.startsWith("com.sun.tools.javac.launcher.")) {
            return APP; // java Source.java: the compiler's launcher runs the user's program
        }
        if (mainModule != null && isOneOf(mainModule, TOOL_MODULES)) {
            return SKIPPED;
        }
        if (main.equals("org.apache.hadoop.util.RunJar")) {
            return runJar(words);
        }
        if (main.equals("org.apache.spark.deploy.SparkSubmit")) {
            return sparkSubmit(words);
        }
        if (isMetastore(main)) {
            return METASTORE;
        }
        if (main.equals("org.apache.spark.deploy.yarn.ApplicationMaster")
                || main.equals("org.apache.spark.deploy.worker.DriverWrapper")) {
            return SPARK_DRIVER;
        }
        if (main.startsWith("org.apache.spark.") && main.endsWith("ExecutorBackend")) {
            return SPARK_EXECUTOR;
        }
        for (String tool : TOOL_PACKAGES) {
            if (main.startsWith(tool)) {
                return SKIPPED;
            }
        }
        return main.startsWith("org.logstash.") ? ES_CLIENT : APP;
    }

    /** {@code RunJar JAR [MAIN] ARGUMENTS}: how {@code hive --service metastore} and {@code hadoop jar} start. */
    private static String runJar(String[] words) {
        for (int i = 2; i < words.length; i++) {
            if (isMetastore(words[i])) {
                return METASTORE;
            }
            if (words[i].equals("org.apache.hive.service.server.HiveServer2")) {
                return APP;
            }
        }
        return SKIPPED;
    }

    /** {@code SparkSubmit} is the driver itself, unless it only hands the job to a cluster or asks about one. */
    private static String sparkSubmit(String[] words) {
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.equals("--version") || word.equals("--help") || word.equals("--status") || word.equals("--kill")) {
                return SKIPPED;
            }
            boolean deployMode = word.equals("--deploy-mode") && i + 1 < words.length;
            if ((deployMode && words[i + 1].equals("cluster")) || word.equals("spark.submit.deployMode=cluster")) {
                return SKIPPED;
            }
            if (word.startsWith("--") || word.equals("-c")) {
                continue;
            }
            if (word.endsWith(".jar") && !words[i - 1].startsWith("--")) {
                break; // the application's own arguments follow
            }
        }
        return SPARK_DRIVER;
    }

    private static boolean isMetastore(String main) {
        return main.equals("org.apache.hadoop.hive.metastore.HiveMetaStore");
    }

    private static @Nullable String forcedRole(@Nullable String agentArguments) {
        String role = null;
        if (agentArguments != null) {
            for (String part : agentArguments.split(",", -1)) {
                if (part.startsWith("role=")) {
                    role = part.substring("role=".length());
                }
            }
        }
        if (role == null) {
            role = System.getProperty("firstfault.role");
        }
        if (role == null) {
            role = System.getenv("FIRSTFAULT_ROLE");
        }
        String word = role == null ? "" : role.trim().toLowerCase(Locale.ROOT);
        String[] roles = {METASTORE, SPARK_DRIVER, SPARK_EXECUTOR, ES_CLIENT, APP, SKIPPED};
        return isOneOf(word, roles) ? word : null;
    }

    private static boolean isOneOf(String word, String[] words) {
        for (String candidate : words) {
            if (candidate.equals(word)) {
                return true;
            }
        }
        return false;
    }
}
