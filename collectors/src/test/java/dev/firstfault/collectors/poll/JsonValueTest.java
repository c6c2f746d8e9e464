package dev.firstfault.collectors.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @Test
    void textsAreReadAsJacksonReadsThem() throws IOException {
        String json =
                "{ \"a\\u00e9\\n\\\"\\\\\\/\" : [1, \"2\", -3.5e2, true, null, {}, []] , \"b\": {\"c\": \"\u00fc\"} }";
        JsonValue read = JsonValue.parse(json);
        List<String> names = new ArrayList<>();
        new ObjectMapper().readTree(json).fieldNames().forEachRemaining(names::add);
        assertThat(read.members()).containsOnlyKeys(names);
        JsonValue array = read.get("a\u00e9\n\"\\/");
        assertThat(array.elements()).hasSize(7);
        assertThat(array.elements()).extracting(value -> value.number(-1)).startsWith(1L, 2L, -1L);
        assertThat(read.get("b").get("c").text()).isEqualTo("\u00fc");
        assertThat(read.get("b").get("d").get("e").number(-7)).isEqualTo(-7);
        assertThat(read.get("x").isMissing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"a\"", "{\"a\":", "[1,", "\"\\", "\"\\u00", "\"\\uzzzz\"", "{} x", "<html>", "{1:2}"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonValue.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestingHasAnEnd() {
        assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
