package dev.firstfault.collectors.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://es, http://es:9200, es, ''",
        "HTTPS://ES.example:443/proxy/, https://es.example:443, ES.example, /proxy",
        "http://[::1]:9201, http://[::1]:9201, ::1, ''",
        "http://[fe80::1], http://[fe80::1]:9200, fe80::1, ''"
    })
    void anAddressIsReadAsABrowserWould(String url, String shown, String host, String path) {
        PollTarget target = PollTarget.of(url);
        assertThat(target).hasToString(shown);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "es:9200",
                "ftp://es",
                "http://",
                "http://:9200",
                "http://es:0",
                "http://es:70000",
                "http://es:x",
                "http://es/?a=b",
                "http://es/\r\nX: y",
                "http://e s"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> PollTarget.of(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> PollTarget.of("http://elastic:sesame@es:9200"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("es.poll.user")
                .hasMessageNotContaining("sesame");
    }
}
