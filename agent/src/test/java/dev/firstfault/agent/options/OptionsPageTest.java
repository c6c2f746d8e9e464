package dev.firstfault.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps docs/options.md what the code says; {@code -Dfirstfault.docs.write=true} rewrites it. */
class OptionsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "options.md");

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        String page = page();
        if (Boolean.getBoolean("firstfault.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    private static String page() {
        StringBuilder out = new StringBuilder("# Options\n\n"
                + "<!-- Generated from Option.java; mvn test -pl agent -am -Dtest=OptionsPageTest"
                + " -Dfirstfault.docs.write=true -->\n\n"
                + "None is needed. Where one is set, the strongest place wins:\n\n"
                + "1. agent arguments: `-javaagent:firstfault-agent.jar=port=9404,dir=/var/log/firstfault`\n"
                + "2. system properties: `-Dfirstfault.port=9404`\n"
                + "3. the environment: `FIRSTFAULT_PORT=9404`\n"
                + "4. a properties file named by `config`: `port=9404`\n\n"
                + "What is misspelt or malformed is reported once on stderr and ignored.\n\n"
                + "| option | default | environment | meaning |\n| --- | --- | --- | --- |\n");
        for (Option option : Option.values()) {
            String value = option.defaultValue().isEmpty() ? "" : "`" + option.defaultValue() + "`";
            out.append("| `").append(option.word()).append("` | ").append(value);
            out.append(" | `")
                    .append(option.variable())
                    .append("` | ")
                    .append(option.meaning())
                    .append(" |\n");
        }
        out.append(
                "| `probes.NAME` | `on` | | off: the probe of that name changes no class; names are in [probes](probes.md). |\n");
        return out.toString();
    }
}
