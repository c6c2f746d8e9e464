package dev.firstfault.exporters.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void everyCharacterReadsBackAsItWas() throws JsonProcessingException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x3000; c++) {
            all.append(c);
        }
        all.append("\ud83d\ude00\ud83d \ude00</script>");
        String json = new JsonWriter()
                .beginObject()
                .name(all.toString())
                .value(all.toString())
                .endObject()
                .toString();
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.fieldNames().next()).isEqualTo(all.toString());
        assertThat(read.elements().next().textValue()).isEqualTo(all.toString());
        assertThat(json).doesNotContain("</script>");
    }

    @Test
    void valuesOfAllKindsStandInTheOrderTheyCame() {
        String json = new JsonWriter()
                .beginObject()
                .name("text")
                .value("a")
                .name("none")
                .value((String) null)
                .name("number")
                .value(-5)
                .name("score")
                .value(0.5)
                .name("notANumber")
                .value(Double.NaN)
                .name("truth")
                .value(true)
                .name("list")
                .values(List.of("x", "y"))
                .name("map")
                .values(Map.of("k", "v"))
                .name("empty")
                .beginArray()
                .endArray()
                .endObject()
                .toString();
        assertThat(json).isEqualTo("""
                        {
                          "text": "a",
                          "none": null,
                          "number": -5,
                          "score": 0.5,
                          "notANumber": null,
                          "truth": true,
                          "list": [
                            "x",
                            "y"
                          ],
                          "map": {
                            "k": "v"
                          },
                          "empty": []
                        }""");
    }
}
