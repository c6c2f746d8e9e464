package dev.firstfault.collectors.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main | main",
                "pool-7-thread-12 | pool-*-thread-*",
                "Metastore-Handler-Pool: Thread-34 | Metastore-Handler-Pool: Thread-*",
                "HMSHandler #1 | HMSHandler #*",
                "http-nio-8080-exec-3 | http-nio-*-exec-*",
                "Executor task launch worker for task 3.0 in stage 12.0 (TID 57)"
                        + " | Executor task launch worker for task *.* in stage *.* (TID *)",
                "session-3f2a9bc4-77aa-4c1e-9b0d-12ab34cd56ef | session-*-*aa-*c*e-*b*d-*",
                "stream execution thread for [id = 81a2b3c4d5] | stream execution thread for [id = *]",
                "loader jdbc:mysql://db/hive?password=geheim | loader jdbc:mysql://db/hive",
            })
    void aNameGoesToItsFamily(String name, String family) {
        assertThat(FamilyName.of(name)).isEqualTo(family);
    }
}
