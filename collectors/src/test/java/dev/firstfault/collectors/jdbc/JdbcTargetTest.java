package dev.firstfault.collectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcTargetTest {

    private static final String SECRET = "S3cr3tX";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:mysql://db:3306/hive?useSSL=false&password=x -> jdbc:mysql://db:3306/hive",
                "jdbc:mysql://user:pw@host/db?x -> jdbc:mysql://host/db",
                "jdbc:mysql://srv.example.com/db?user=me@srv&password=p -> jdbc:mysql://srv.example.com/db",
                "jdbc:mysql://address=(host=h1)(port=3307)(password=pw)/db -> jdbc:mysql://h1:3307/db",
                "jdbc:mysql://(host=h1,port=3307,password=pw)/db -> jdbc:mysql://h1:3307/db",
                "jdbc:mysql:loadbalance://h1:1,h2:2/db -> jdbc:mysql://h1:1,h2:2/db",
                "jdbc:mariadb:replication://h1,h2/db?password=x -> jdbc:mariadb://h1,h2/db",
                "jdbc:mariadb://[::1]:3306/db -> jdbc:mariadb://[::1]:3306/db",
                "JDBC:MySQL://Db/x -> jdbc:mysql://Db/x",
                "jdbc:postgresql:db -> jdbc:postgresql:db",
                "jdbc:postgresql://h:5432/db?user=a&password=b -> jdbc:postgresql://h:5432/db",
                "jdbc:derby:;databaseName=/x;user=a;password=b -> jdbc:derby:/x",
                "jdbc:derby:/data/metastore_db;create=true -> jdbc:derby:/data/metastore_db",
                "jdbc:derby:memory:x;create=true -> jdbc:derby:memory:x",
                "jdbc:derby://h:1527/db;user=a;password=b -> jdbc:derby://h:1527/db",
                "jdbc:h2:mem:x;PASSWORD=pw -> jdbc:h2:mem:x",
                "jdbc:h2:tcp://h:9092/~/db;USER=sa -> jdbc:h2://h:9092",
                "jdbc:h2:~/test -> jdbc:h2:~/test",
                "jdbc:sqlserver://h:1433;databaseName=x;password=p -> jdbc:sqlserver://h:1433/x",
                "jdbc:sqlserver://h\\inst:1433;password={a;databaseName=no};database=x -> jdbc:sqlserver://h/x",
                "jdbc:oracle:thin:user/pw@//h:1521/x -> jdbc:oracle://h:1521/x",
                "jdbc:oracle:thin:@h:1521:orcl -> jdbc:oracle://h:1521/orcl",
                "jdbc:oracle:thin:@tnsname -> jdbc:oracle://tnsname",
                "jdbc:oracle:thin:u/p@(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))"
                        + " -> jdbc:oracle://h:1521/s",
                "jdbc:hive2://h:10000/default;principal=x -> jdbc:hive2://h:10000/default",
                "jdbc:mysql://user:p/w@host/db -> jdbc:mysql",
                "jdbc:mysql://user:1/w?x@host/db -> jdbc:mysql",
                "jdbc:mysql://h/a b -> jdbc:mysql://h",
                "jdbc:oracle:thin:user/p@ss -> jdbc:oracle",
                "jdbc:nobodyknows://h/db -> jdbc:unknown",
                "jdbc: -> jdbc:unknown",
                "mysql://h/db -> jdbc:unknown",
            })
    void urlIsReducedToItsTarget(String url, String target) {
        assertThat(JdbcTarget.of(url).name()).isEqualTo(target);
    }

    @Test
    void nothingIsUnknown() {
        assertThat(JdbcTarget.of(null).name()).isEqualTo("jdbc:unknown");
    }

    @Test
    void placeIsTheTargetWithoutItsScheme() {
        assertThat(JdbcTarget.of("jdbc:mysql://u:p@db:3306/hive?x=y").place()).isEqualTo("db:3306/hive");
        assertThat(JdbcTarget.of("jdbc:mysql:junk junk").place()).isEqualTo("mysql");
    }

    @Test
    void plantedSecretsNeverSurvive() {
        List<String> templates = List.of(
                "jdbc:mysql://user:%s@host:3306/db?useSSL=true",
                "jdbc:mysql://%s:pw@host/db",
                "jdbc:mysql://host:3306/db?user=me@host&password=%s&x=y",
                "jdbc:mysql://address=(host=h)(password=%s)(port=1)/db",
                "jdbc:mysql://(host=h,port=1,password=%s)/db",
                "jdbc:mariadb:replication://h1,h2:3/db?password=%s",
                "jdbc:postgresql://u:%s@h/db",
                "jdbc:postgresql://h/db?password=%s",
                "jdbc:postgresql:db?password=%s",
                "jdbc:derby:;databaseName=/x;user=a;password=%s",
                "jdbc:derby:/x;bootPassword=%s",
                "jdbc:derby://h:1527/x;password=%s;user=u",
                "jdbc:h2:mem:x;PASSWORD=%s",
                "jdbc:h2:tcp://h/~/x;PASSWORD=%s;CIPHER=AES",
                "jdbc:sqlserver://h:1433;password=%s",
                "jdbc:sqlserver://h:1433;password={%s};databaseName=x",
                "jdbc:oracle:thin:user/%s@//h:1521/x",
                "jdbc:oracle:thin:user/%s@h:1521:x",
                "jdbc:oracle:thin:user/%s@(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1)))",
                "jdbc:%s://h/db",
                "%s");
        Random random = new Random(20261122);
        String noise = "ab1/:?&;=@#,(){}[] %\\.-_~";

        for (int i = 0; i < 200_000; i++) {
            String template = templates.get(random.nextInt(templates.size()));
            String before = "";
            String after = "";
            // A template whose password ends at a character of its own can hold all but that one; the others only
            // plain ones, for what comes after a bare delimiter is no longer the password, not for the driver either.
            String allowed = allowed(template, noise);
            for (int n = random.nextInt(6); n > 0; n--) {
                before += allowed.charAt(random.nextInt(allowed.length()));
                after += allowed.charAt(random.nextInt(allowed.length()));
            }
            String url = template.replace("%s", before + SECRET + after);

            JdbcTarget target = JdbcTarget.of(url);

            assertThat(target.name()).as(url).doesNotContain(SECRET);
            assertThat(target.place()).as(url).doesNotContain(SECRET);
            if (!url.startsWith("jdbc:")) {
                continue; // in a message just a word
            }
            assertThat(ErrorText.of("cannot connect to " + url + " now"))
                    .as(url)
                    .doesNotContain(SECRET);
        }
    }

    private static String allowed(String template, String noise) {
        if (template.contains(":%s@") || template.contains("/%s@")) {
            return noise; // up to the last @
        }
        if (template.contains("{%s}")) {
            return noise.replace("}", "");
        }
        return "ab1%\\.-_~:";
    }
}
