package dev.firstfault.agent.cli;

import dev.firstfault.collectors.jvm.StartedJvm;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the agent would find in a JVM: one that runs, or one that is started like this one. */
final class CheckedJvm {

    private static final String AGENT_FLAG = "-javaagent:";

    final StartedJvm started;
    /** In words. */
    final String name;
    /** Main class or jar with arguments; empty where it is not known. */
    final String program;
    /** The agent's arguments; null where the JVM has none of this agent. */
    final @Nullable String agentArguments;
    /** Those asked for, else those the JVM has. */
    final String arguments;

    final Properties properties;

    private CheckedJvm(StartedJvm started, String name, String program, @Nullable String asked, Properties properties) {
        this.started = started;
        this.name = name;
        this.program = program;
        this.properties = properties;
        agentArguments = agentArguments(started);
        arguments = asked != null ? asked : agentArguments == null ? "" : agentArguments;
    }

    /** A JVM with the flags, the properties and the environment of this one, that runs another program. */
    static CheckedJvm likeThis(StartedJvm self, String program, @Nullable String asked) {
        return new CheckedJvm(self, "a JVM started like this one", program, asked, System.getProperties());
    }

    /** The running process. Properties that it set itself are not seen. */
    static CheckedJvm running(StartedJvm jvm, String pid, @Nullable String asked) {
        Properties properties = new Properties();
        for (String option : jvm.options()) {
            if (option.startsWith("-D")) {
                int equals = option.indexOf('=');
                properties.setProperty(
                        option.substring(2, equals < 0 ? option.length() : equals),
                        equals < 0 ? "" : option.substring(equals + 1));
            }
        }
        return new CheckedJvm(jvm, "process " + pid, jvm.program(), asked, properties);
    }

    Map<String, String> environment() {
        return started.environment();
    }

    /** The first copy of the agent counts. */
    private static @Nullable String agentArguments(StartedJvm jvm) {
        for (String option : jvm.options()) {
            int equals = option.indexOf('=');
            String jar = equals < 0 ? option : option.substring(0, equals);
            if (jar.startsWith(AGENT_FLAG)
                    && jar.substring(jar.lastIndexOf('/') + 1).contains("firstfault")) {
                return equals < 0 ? "" : option.substring(equals + 1);
            }
        }
        return null;
    }
}
