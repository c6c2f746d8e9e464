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
                "Incorrect port value : pw@db -> Incorrect port value : ***@db",
                "no route to me:p@w/x@db:1 or you:pw@db:2 -> no route to ***@db:1 or ***@db:2",
                "one\\nline -> one line",
            })
    void messageKeepsItsWordsAndLosesItsSecrets(String message, String kept) {
        assertThat(ErrorText.of(message.replace("\\n", "\n"))).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:mariadb://u:p@127.0.0.1:1/db -> Incorrect port value : p@127.0.0.1"
                        + " -> Incorrect port value : ***@127.0.0.1",
                "jdbc:mysql://u:hunter2/abc@h/db -> bad port hunter2 in authority -> bad port *** in authority",
                "jdbc:oracle:thin:u/hunter2@h:1:x -> bad alias hunter2@h -> bad alias ***@h",
                "jdbc:mysql://h/db?user=u&password=hunter2&x=y -> strange value 'hunter2' -> strange value '***'",
                "jdbc:h2:mem:x;PASSWORD=hunter2 -> hunter2 hunter22 -> *** hunter22",
                "jdbc:mysql://h:3306/db -> Too many connections -> Too many connections",
            })
    void partOfTheUrlThatIsAPasswordIsNotQuoted(String url, String message, String kept) {
        assertThat(ErrorText.of(message, url)).isEqualTo(kept);
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
