package dev.firstfault.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.StatementFailure;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pairs of statements and pools that look alike from outside, and what tells them apart. */
class StatementPairsTest {

    private static final int SEEDS = 10;

    /** L04: checkouts time out behind a slow database, a leak, and transactions that are kept open. */
    @Test
    void aPoolThatRunsDryIsNamedByWhatItsConnectionsDo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Verdict slow = Diagnosis.diagnose(StatementIncidents.SLOW_FOR_ALL.timeline(seed));
            Verdict leak = Diagnosis.diagnose(StatementIncidents.LEAKED.timeline(seed));
            Verdict kept = Diagnosis.diagnose(StatementIncidents.KEPT_IN_TRANSACTION.timeline(seed));
            assertThat(fault(slow).kind()).isEqualTo(FaultKind.DB_SLOW);
            assertThat(fault(leak).kind()).isEqualTo(FaultKind.CONNECTION_LEAK);
            assertThat(fault(leak).target()).isEqualTo("HikariPool-1");
            assertThat(fault(kept).kind()).isEqualTo(FaultKind.LONG_TRANSACTION);
            assertThat(fault(kept).summary()).contains("com.example.UserDao.load");
            assertThat(leak.consequences()).extracting(Consequence::kind).contains("pool-pending");
            assertThat(kept.consequences()).extracting(Consequence::kind).contains("pool-pending");
            assertThat(slow.advice()).isNotEmpty().noneMatch(line -> line.contains("-Xmx"));
        }
    }

    /** Who looks a moment after threads waited, and before they do again, still learns why. */
    @Test
    void transactionsThatWereKeptAreToldForAWhile() {
        Verdict soon = Diagnosis.diagnose(keptUntil(80).play(92).runsUntil(92));
        assertThat(fault(soon).kind()).isEqualTo(FaultKind.LONG_TRANSACTION);
        assertThat(fault(soon).confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(Diagnosis.diagnose(keptUntil(80).play(300).runsUntil(300)).firstFault())
                .isNull();
    }

    private static Workload keptUntil(double end) {
        Workload service = service(3);
        service.sleepSeconds = 3;
        service.sleepShare = t -> t >= 50 && t < end ? 0.6 : 0;
        service.acquireTimeout = 300;
        return service;
    }

    /** L05: the same pool runs dry under the load it always had, and under eight times that. */
    @Test
    void aPoolThatIsTooSmallIsToldFromASurge() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Verdict small = Diagnosis.diagnose(StatementIncidents.SMALL_POOL.timeline(seed));
            assertThat(fault(small).kind()).isEqualTo(FaultKind.POOL_TOO_SMALL);

            Workload service = service(seed);
            double before = 0.25 * service.maximum / StatementIncidents.holdSeconds(service);
            service.rate = t -> t < 50 ? before : 8 * before;
            service.acquireTimeout = 2;
            Verdict surge = Diagnosis.diagnose(service.play(110).runsUntil(110));
            assertThat(fault(surge).kind()).isIn(FaultKind.LOAD_SURGE, FaultKind.UNKNOWN);
            assertThat(surge.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.POOL_TOO_SMALL);
        }
    }

    /** L06: all statements slow, and one of them. */
    @Test
    void aSlowDatabaseIsToldFromOneSlowQuery() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(fault(Diagnosis.diagnose(StatementIncidents.SLOW_FOR_ALL.timeline(seed)))
                            .kind())
                    .isEqualTo(FaultKind.DB_SLOW);
            Verdict one = Diagnosis.diagnose(StatementIncidents.ONE_SLOW_QUERY.timeline(seed));
            assertThat(fault(one).kind()).isEqualTo(FaultKind.SLOW_QUERY);
            assertThat(fault(one).summary()).contains("\"select * from ");
        }
    }

    /** L06: a server that has no CPU for most of each period delays whatever comes first, and lets the rest pass at once. */
    @Test
    void aServerThatStandsStillNowAndThenIsNotTakenForASlowQuery() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (double[] period : new double[][] {{0.32, 0.25}, {0.1, 0.1}, {1, 0.05}}) {
                Workload service = service(seed);
                service.standsStill = new double[] {50, period[0], period[1]};
                Fault fault =
                        Diagnosis.diagnose(service.play(110).runsUntil(110)).firstFault();
                assertThat(fault == null ? FaultKind.UNKNOWN : fault.kind()).isIn(FaultKind.DB_SLOW, FaultKind.UNKNOWN);
            }
        }
    }

    /** L10: some connections get no answer any more, reads on them neither, while others of the same shapes end: no lock does that. */
    @Test
    void connectionsThatFellSilentAreToldFromLocks() {
        int named = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Workload service = service(seed);
            service.hang = t -> t > 50 && t < 50.4 ? 0.5 : 0;
            Fault fault = Diagnosis.diagnose(service.play(100).runsUntil(100)).firstFault();
            FaultKind kind = fault == null ? FaultKind.UNKNOWN : fault.kind();
            assertThat(kind).isIn(FaultKind.MISSING_TIMEOUT, FaultKind.UNKNOWN);
            named += kind == FaultKind.MISSING_TIMEOUT ? 1 : 0;
        }
        assertThat(named).isPositive();
    }

    /** Stopped at its limit in words that say something else, as when the driver may not kill the query. */
    @Test
    void aLimitThatTheDriverCouldNotKeepIsNoPoisonousRequest() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Workload service = service(seed);
            Workload.Shape report = service.shape("select month_total(?)", 2500, 0.2, false);
            report.limit = 1;
            report.overrun = 2.5;
            report.stoppedAs = StatementFailure.OTHER;
            Fault fault = fault(Diagnosis.diagnose(service.play(110).runsUntil(110)));
            assertThat(fault.kind()).isEqualTo(FaultKind.TIMEOUT_TOO_SHORT);
            assertThat(fault.confidence()).isEqualTo(Confidence.MEDIUM);
        }
    }

    /** An outage that is over is named for a minute, where nothing that stands is; then it is history. */
    @Test
    void anOutageIsNamedForAMinuteAfterItsEnd() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Workload service = service(seed);
            service.kills.add(new double[] {60, 12});
            Fault fault = fault(Diagnosis.diagnose(service.play(95).runsUntil(95)));
            assertThat(fault.kind()).isEqualTo(FaultKind.DB_DOWN);
            assertThat(fault.confidence()).isEqualTo(Confidence.MEDIUM);
            assertThat(fault.summary()).contains("It has been over for");

            Workload later = service(seed);
            later.kills.add(new double[] {60, 12});
            assertThat(Diagnosis.diagnose(later.play(150).runsUntil(150)).firstFault())
                    .isNull();
        }
    }

    /** L07: statements take five times as long, because of the database, and because the process is not let run. */
    @Test
    void aDatabaseThatAThrottledProcessSeesSlowIsNotBlamed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Workload service = service(seed);
            service.rate = t -> 0.2 * service.maximum / StatementIncidents.holdSeconds(service);
            service.process = t -> t < 50 ? 1 : 5;
            service.scene.throttled(50, 0.8);
            Verdict verdict = Diagnosis.diagnose(service.play(110).runsUntil(110));
            Fault fault = verdict.firstFault();
            assertThat(fault == null ? FaultKind.UNKNOWN : fault.kind())
                    .isIn(FaultKind.CPU_THROTTLED, FaultKind.UNKNOWN);
        }
    }

    /** L08: more statements a second, because each request executes more, and because more requests come. */
    @Test
    void aQueryPerRowIsToldFromASurge() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Verdict rows = Diagnosis.diagnose(StatementIncidents.PER_ROW.timeline(seed));
            assertThat(fault(rows).kind()).isIn(FaultKind.N_PLUS_ONE, FaultKind.UNKNOWN);
            Workload service = service(seed);
            double before = 0.2 * service.maximum / StatementIncidents.holdSeconds(service);
            service.rate = t -> t < 50 ? before : 9 * before;
            Fault surge = Diagnosis.diagnose(service.play(110).runsUntil(110)).firstFault();
            assertThat(surge == null ? FaultKind.UNKNOWN : surge.kind()).isNotEqualTo(FaultKind.N_PLUS_ONE);
        }
    }

    /** L25: connections are lost, and new ones can be had at once, or not for a while. */
    @Test
    void connectionsThatWentStaleAreToldFromAServerThatRestarts() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Workload stale = service(seed);
            stale.kills.add(new double[] {60, 0});
            assertThat(fault(Diagnosis.diagnose(stale.play(75).runsUntil(75))).kind())
                    .isEqualTo(FaultKind.STALE_CONNECTIONS);

            for (double now : new double[] {66, 71, 80}) {
                Workload again = service(seed);
                again.kills.add(new double[] {60, 12});
                Verdict verdict = Diagnosis.diagnose(again.play(now).runsUntil(now));
                Fault fault = verdict.firstFault();
                assertThat(fault == null ? FaultKind.DB_DOWN : fault.kind()).isNotEqualTo(FaultKind.STALE_CONNECTIONS);
                assertThat(verdict.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.STALE_CONNECTIONS);
            }
        }
    }

    /** What never was better cannot be told from what always is so; then the verdict says less, and nothing wrong. */
    @ParameterizedTest
    @EnumSource(StatementIncidents.class)
    void aFaultFromTheFirstMomentIsNeverMistakenForAnother(StatementIncidents incident) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Fault fault = Diagnosis.diagnose(incident.fromTheFirstMoment(seed)).firstFault();
            if (fault != null && fault.confidence() == Confidence.HIGH) {
                assertThat(fault.kind()).as("%s", fault).isEqualTo(incident.fault());
            }
        }
    }

    private static Workload service(int seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Workload service = new Workload(Scene.jvm(random).heap(512), random, "HikariPool-1", 4 + seed).usual();
        service.rate = t -> 0.3 * service.maximum / StatementIncidents.holdSeconds(service);
        return service;
    }

    private static Fault fault(Verdict verdict) {
        return requireNonNull(verdict.firstFault());
    }
}
