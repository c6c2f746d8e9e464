package dev.firstfault.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void theStrongerLayerWins(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("f.properties"), "port=1\nkeep=1\nkeep-days=1\nbind=1.1.1.1\napp=a");
        environment.put("FIRSTFAULT_PORT", "2");
        environment.put("FIRSTFAULT_KEEP", "2");
        environment.put("FIRSTFAULT_KEEP_DAYS", "2");
        environment.put("FIRSTFAULT_BIND", "2.2.2.2");
        properties.setProperty("firstfault.port", "3");
        properties.setProperty("firstfault.keep", "3");
        properties.setProperty("firstfault.bind", "3.3.3.3");
        Options options = read("port=4, keep=4,config=" + file);
        assertThat(options.number(Option.PORT)).isEqualTo(4);
        assertThat(options.number(Option.KEEP)).isEqualTo(4);
        assertThat(options.get(Option.BIND)).isEqualTo("3.3.3.3");
        assertThat(options.number(Option.KEEP_DAYS)).isEqualTo(2);
        assertThat(options.get(Option.APP)).isEqualTo("a");
        assertThat(options.isOn(Option.HOOKS)).isTrue();
        assertThat(options.complaints()).isEmpty();
    }

    @Test
    void anUnknownNameIsReportedWithTheNearestOne() {
        Options options = read("prot=1,keep-day=3");
        assertThat(options.complaints())
                .containsExactly(
                        "unknown option 'prot', ignored; did you mean 'port'?",
                        "unknown option 'keep-day', ignored; did you mean 'keep-days'?");
        assertThat(options.number(Option.PORT)).isEqualTo(9404);
    }

    @Test
    void aMalformedValueGivesWayToTheDefault() {
        Options options = read("port=99999,keep=many,hooks=perhaps,stderr");
        assertThat(options.complaints()).hasSize(4);
        assertThat(options.number(Option.PORT)).isEqualTo(9404);
        assertThat(options.number(Option.KEEP)).isEqualTo(20);
        assertThat(options.isOn(Option.HOOKS)).isTrue();
    }

    @Test
    void serversAreAskedOnlyWhereAnAddressSaysSoAndNoneHasAPassword() {
        assertThat(read("").addresses()).isEmpty();
        assertThat(read("es.poll=http://a:1;https://b").addresses())
                .extracting(Object::toString)
                .containsExactly("http://a:1", "https://b:9200");
        Options refused = read("es.poll=http://elastic:sesame@a:9200");
        assertThat(refused.addresses()).isEmpty();
        assertThat(refused.get(Option.ES_POLL)).isEmpty();
        assertThat(refused.complaints())
                .singleElement()
                .asString()
                .contains("es.poll")
                .doesNotContain("sesame");
    }

    @Test
    void aMissingConfigFileIsOneComplaint() {
        Options options = read("config=/no/such/file,port=5");
        assertThat(options.complaints()).singleElement().asString().contains("/no/such/file");
        assertThat(options.number(Option.PORT)).isEqualTo(5);
    }

    @Test
    void aProbeIsSwitchedOffByItsName() {
        Options options = read("probes.hikari-pool=off");
        assertThat(options.isProbeOff("hikari-pool")).isTrue();
        assertThat(options.isProbeOff("jdbc-connect")).isFalse();
        assertThat(options.complaints()).isEmpty();
    }

    private Options read(String arguments) {
        return Options.read(arguments, properties, environment);
    }
}
