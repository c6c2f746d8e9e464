package dev.firstfault.collectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Too many connections -> Too many connections",
                "Access denied for user 'hive'@'10.0.0.1' (using password: YES)"
                        + " -> Access denied for user 'hive'@'10.0.0.1' (using password: YES)",
                "FATAL: password authentication failed for user \"hive\""
                        + " -> FATAL: password authentication failed for user \"hive\"",
                "No suitable driver for jdbc:mysql://u:pw@h/db?password=x now"
                        + " -> No suitable driver for jdbc:mysql://h/db now",
                "cannot open 'jdbc:h2:mem:x;PASSWORD=a b' here -> cannot open 'jdbc:h2:mem:x' here",
                "jdbc:mysql://u:p w@h/db failed -> jdbc:...",
                "option Password = hunter2; next -> option Password = ***; next",
                "{\"client_secret\": \"a b\", x} -> {\"client_secret\": ***, x}",
                "proxy http://me:pw@proxy:80/ refused -> proxy http://***@proxy:80/ refused",
                "one\\nline -> one line",
            })
    void messageKeepsItsWordsAndLosesItsSecrets(String message, String kept) {
        assertThat(ErrorText.of(message.replace("\\n", "\n"))).isEqualTo(kept);
    }

    @Test
    void longMessageIsCut() {
        assertThat(ErrorText.of("x".repeat(5000))).hasSize(300).endsWith("...");
        assertThat(ErrorText.of(null)).isEmpty();
    }

    @Test
    void framesAreTheInnermostEight() {
        assertThat(ErrorText.frames(new Throwable()).lines())
                .hasSize(8)
                .first()
                .asString()
                .startsWith(ErrorTextTest.class.getName());
    }
}
