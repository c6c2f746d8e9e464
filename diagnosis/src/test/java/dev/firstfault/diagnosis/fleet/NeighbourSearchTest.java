package dev.firstfault.diagnosis.fleet;

import static dev.firstfault.diagnosis.fleet.SharedDatabase.steady;
import static dev.firstfault.diagnosis.fleet.SharedDatabase.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.verdict.Confidence;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NeighbourSearchTest {

    private final SharedDatabase database = new SharedDatabase();

    @Test
    void theProcessWhoseLoadRoseBeforeTheOthersSlowedIsNamed() {
        others(5, 68);
        database.process(10, step(20, 60, 400), step(4, 68, 40));
        SharedTrouble trouble = only();
        assertThat(Objects.requireNonNull(trouble.neighbour()).pid()).isEqualTo("105");
        assertThat(trouble.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(trouble.server()).isEqualTo("db:3306");
        assertThat(trouble.sinceMillis() - trouble.loadMillis()).isEqualTo(8000);
        assertThat(trouble.summary())
                .isEqualTo(
                        "orders (pid 105) executed 400 statements a second instead of 20; of the 5 others on db:3306,"
                                + " statements took longer in 5, the first 8.0 s later.");
    }

    @Test
    void aNeighbourThatHasEndedItsWorkSinceIsStillNamed() {
        for (int i = 0; i < 5; i++) {
            database.process(i, steady(20), second -> second >= 50 && second < 80 ? 40 : 4);
        }
        database.process(0, second -> second >= 42 && second < 80 ? 400 : 20, steady(4));
        assertThat(Objects.requireNonNull(only().neighbour()).pid()).isEqualTo("105");
    }

    @Test
    void nobodyIsNamedWhereTheDatabaseItselfBecameSlow() {
        others(6, 60);
        assertThat(only().neighbour()).isNull();
        assertThat(only().summary()).contains("none of them asked for more before");
    }

    @Test
    void nobodyIsNamedWhereTheLoadOfAllRoseTogether() {
        for (int i = 0; i < 6; i++) {
            database.process(0, step(20, 60, 80), step(4, 66, 40));
        }
        assertThat(only().neighbour()).isNull();
        assertThat(only().summary()).contains("6 of them asked for more at about the same time");
    }

    @Test
    void nobodyIsNamedWhereTheOrderIsNotClear() {
        others(5, 60);
        database.process(0, step(20, 59, 400), step(4, 60, 40));
        assertThat(only().neighbour()).isNull();
        assertThat(only().summary()).contains("which came first is not clear");
    }

    @Test
    void whatBecameMoreALongTimeBeforeIsNotNamedForSure() {
        others(5, 100);
        database.process(0, step(20, 30, 400), step(4, 100, 40));
        assertThat(only().neighbour()).isNotNull();
        assertThat(only().confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void oneThatAsksForMoreAfterwardsIsNoNeighbour() {
        others(5, 60);
        database.process(0, step(20, 75, 400), step(4, 60, 40));
        assertThat(only().neighbour()).isNull();
    }

    @Test
    void attemptsAgainAfterFailuresAreNoNeighboursLoad() {
        others(5, 68);
        database.failing(step(20, 60, 400), step(4, 68, 40), second -> second >= 55 && second < 70 ? 5 : 0);
        assertThat(only().neighbour()).isNull();
        assertThat(only().summary()).contains("may be attempts again");
    }

    @Test
    void aLittleMoreIsNothingADatabaseFeels() {
        for (int i = 0; i < 5; i++) {
            database.process(0, steady(400), step(4, 68, 40));
        }
        database.process(0, step(4, 60, 40), step(4, 68, 40));
        assertThat(only().neighbour()).isNull();
    }

    @Test
    void oneSlowedProcessOfSixHasNoNeighbour() {
        for (int i = 0; i < 4; i++) {
            database.process(0, steady(20), steady(4));
        }
        database.process(0, steady(20), step(4, 68, 40));
        database.process(0, step(20, 60, 400), steady(4));
        assertThat(database.troubles()).isEmpty();
    }

    @Test
    void localhostOfAnotherMachineIsAnotherServer() {
        for (int i = 0; i < 6; i++) {
            database.add("boot-" + i, "jdbc:mysql://localhost/shop", 0, steady(20), step(4, 68, 40), second -> 0);
        }
        assertThat(database.troubles()).isEmpty();
    }

    @Test
    void databasesOfOneServerAreOneServer() {
        assertThat(TargetLoad.server("jdbc:mysql://db:3306/shop")).isEqualTo("db:3306");
        assertThat(TargetLoad.server("jdbc:sqlserver://db:1433;databaseName=shop"))
                .isEqualTo("db:1433");
        assertThat(TargetLoad.server("jdbc:h2:mem:shop")).isEqualTo("jdbc:h2:mem:shop");
    }

    private void others(int count, int slowAt) {
        for (int i = 0; i < count; i++) {
            database.process(i, steady(20), step(4, slowAt + i % 2, 40));
        }
    }

    private SharedTrouble only() {
        assertThat(database.troubles()).hasSize(1);
        return database.troubles().get(0);
    }
}
