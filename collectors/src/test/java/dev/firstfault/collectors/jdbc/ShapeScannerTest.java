package dev.firstfault.collectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeScannerTest {

    private final ShapeScanner scanner = new ShapeScanner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select * from t where id = 17|select * from t where id = ?",
                "select * from t where id=?|select * from t where id=?",
                "select a,b  ,\tc from t|select a, b, c from t",
                "select 'it''s' as x, 1.5e-3, 0xFF|select ? as x, ?",
                "select * from t where a in (1, 2,3 , 'x')|select * from t where a in (?)",
                "select * from t where a in ( ? , ? )|select * from t where a in (?)",
                "insert into t (a, b) values (1, 'x'), (2, 'y'),(3,'z')|insert into t (a, b) values (?)",
                "/* trace 17 */ select 1 -- why|select ?",
                "update t set a = 1, b = 'x' where c = 2;|update t set a = ?, b = ? where c = ?",
                "{call f(?, 'x')}|{call f(?)}",
                "select t2.c1 from t2|select t2.c1 from t2",
            })
    void valuesListsAndCommentsMakeNoDifference(String sql, String shape) {
        assertThat(shape(sql, DriverFamily.MYSQL)).isEqualTo(shape);
        assertThat(shape(sql, DriverFamily.POSTGRES)).isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "MYSQL|select * from t where p = 'S3CRET'",
                "MYSQL|select * from t where p = \"S3CRET\"",
                "MYSQL|select * from t where p = \"it's S3CRET\" and q = 'x'",
                "MYSQL|select * from t where p = 'a\\'S3CRET' and q = 'x'",
                "MYSQL|select * from t where p = 'a\\\\' and q = 'S3CRET'",
                "MYSQL|select 1 # S3CRET",
                "POSTGRES|select * from t where p = 'a\\' and q = 'S3CRET'",
                "POSTGRES|select * from t where p = E'a\\'S3CRET'",
                "POSTGRES|select $$S3CRET$$",
                "POSTGRES|select $x$it's $$ S3CRET$x$",
                "ORACLE|select q'[it's S3CRET]' from dual",
                "ORACLE|alter user u identified by S3CRET account unlock",
                "ORACLE|create user u identified by \"S3CRET\"",
                "SQL_SERVER|select [it's], 'S3CRET' from t",
                "OTHER|select * from t where p = 'C:\\' and q = 'S3CRET'",
                "OTHER|select * from t where p = \"S3CRET\"",
                "H2|insert into t values ('S3CRET', X'53334352')",
                "DERBY|values 'S3CRET'",
                "MYSQL|select 'unclosed S3CRET",
                "MYSQL|select /* S3CRET",
                "MYSQL|select `unclosed S3CRET",
            })
    void noValueStays(DriverFamily family, String sql) {
        assertThat(shape(sql, family)).doesNotContain("S3CRET").doesNotContain("53334352");
    }

    @Test
    void namesInDoubleQuotesStayWhereTheyCannotBeValues() {
        String direct = "select \"PARTITIONS\".\"PART_ID\" from \"PARTITIONS\" where \"TBLS\".\"TBL_NAME\" = \"x\"";

        assertThat(shape(direct, DriverFamily.MYSQL))
                .isEqualTo("select \"PARTITIONS\".\"PART_ID\" from \"PARTITIONS\" where \"TBLS\".\"TBL_NAME\" = ?");
        assertThat(shape("select \"a b\" from \"T\"", DriverFamily.POSTGRES)).isEqualTo("select \"a b\" from \"T\"");
    }

    @Test
    void longListsAreOneShapeAndShort() {
        StringBuilder thousand = new StringBuilder("insert into t (a, b) values (0, 'x')");
        StringBuilder tenThousand = new StringBuilder("insert into t (a, b) values (0, 'x')");
        for (int i = 0; i < 10_000; i++) {
            (i < 1_000 ? thousand : tenThousand).append(", (").append(i).append(", 'xyz')");
        }

        assertThat(shape(thousand.toString(), DriverFamily.MYSQL))
                .isEqualTo(shape(tenThousand.toString(), DriverFamily.MYSQL))
                .startsWith("insert into t (a, b) values (?)")
                .hasSizeLessThanOrEqualTo(ShapeScanner.MAX_LENGTH);
    }

    @Test
    void manyColumnsAreCutAtTheSamePlace() {
        StringBuilder sql = new StringBuilder("select ");
        for (int i = 0; i < 100; i++) {
            sql.append("column").append(i).append(", ");
        }

        assertThat(shape(sql + "1 from t where a = 1", DriverFamily.POSTGRES))
                .isEqualTo(shape(sql + "2 from t where a = 2", DriverFamily.POSTGRES))
                .hasSizeLessThanOrEqualTo(ShapeScanner.MAX_LENGTH)
                .endsWith("...");
    }

    @Test
    void nothingButCommentsIsEmpty() {
        assertThat(shape("", DriverFamily.MYSQL)).isEmpty();
        assertThat(shape(" /* ping */ ", DriverFamily.MYSQL)).isEmpty();
    }

    private String shape(String sql, DriverFamily family) {
        scanner.scan(sql, family);
        return scanner.toString();
    }
}
