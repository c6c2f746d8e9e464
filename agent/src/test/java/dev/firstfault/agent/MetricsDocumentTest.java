package dev.firstfault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.executor.EventLoopMeters;
import dev.firstfault.collectors.executor.ExecutorMeters;
import dev.firstfault.collectors.http.ClientExchanges;
import dev.firstfault.collectors.http.HttpMeters;
import dev.firstfault.collectors.http.HttpTargets;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.net.NameLookups;
import dev.firstfault.collectors.poll.PollMeters;
import dev.firstfault.collectors.pool.Pools;
import dev.firstfault.collectors.thread.PinnedMeters;
import dev.firstfault.collectors.thread.ThreadMeters;
import dev.firstfault.exporters.prometheus.AgentMeters;
import dev.firstfault.exporters.prometheus.FrameMeters;
import dev.firstfault.exporters.prometheus.MetricsTable;
import dev.firstfault.exporters.prometheus.VerdictMeters;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps docs/metrics.md what the families of all parts say; {@code -Dfirstfault.docs.write=true} rewrites it. */
class MetricsDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    @Test
    void thePageNamesEveryFamily() throws IOException {
        String page = Files.readString(PAGE);
        String expected = MetricsTable.into(page, allFamilies());
        if (Boolean.getBoolean("firstfault.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    /** The families of all parts. */
    static Meters allFamilies() {
        Meters meters = new Meters();
        Recorder recorder = new Recorder(Clock.SYSTEM, Clock.SYSTEM.nanos(), null);
        JdbcConnections connections =
                new JdbcConnections(meters, recorder, Clock.SYSTEM, new ConnectLines(Clock.SYSTEM));
        connections.statements();
        new Pools(connections, meters, recorder, Clock.SYSTEM, recorder);
        new ThreadMeters(meters);
        new PinnedMeters(meters);
        new ExecutorMeters(meters);
        new EventLoopMeters(meters);
        new NameLookups(meters, recorder, Clock.SYSTEM);
        new HttpMeters(meters);
        new PollMeters(meters);
        new ClientExchanges(new HttpTargets(new Meters(), recorder, Clock.SYSTEM), meters, recorder, Clock.SYSTEM);
        new AgentMeters(meters, Version.CURRENT);
        new VerdictMeters(meters);
        new FrameMeters(meters, new ProcessInfo(Map.of()), 0);
        return meters;
    }
}
