package dev.firstfault.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleGateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.hadoop.fs.FsShell -ls /",
                "org.apache.hadoop.hdfs.tools.DFSAdmin -report",
                "org.apache.hadoop.util.VersionInfo",
                "org.apache.hadoop.util.RunJar /usr/lib/hive/lib/hive-beeline.jar org.apache.hive.beeline.BeeLine -u x",
                "org.apache.hadoop.util.RunJar /usr/lib/hive/lib/hive-cli.jar org.apache.hive.beeline.HiveSchemaTool",
                "org.apache.hadoop.util.RunJar /home/me/wordcount.jar /in /out",
                "org.apache.hive.beeline.BeeLine -u jdbc:hive2://h:10000",
                "org.apache.hive.beeline.schematool.HiveSchemaTool -dbType mysql -initSchema",
                "org.apache.hadoop.hive.metastore.tools.MetastoreSchemaTool -initSchema",
                "org.apache.hadoop.hive.metastore.tools.schematool.MetastoreSchemaTool -info",
                "org.apache.hadoop.yarn.client.cli.ApplicationCLI -list",
                "org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit --class A a.jar",
                "org.apache.spark.deploy.SparkSubmit --master yarn --deploy-mode cluster --class A a.jar",
                "org.apache.spark.deploy.SparkSubmit --version",
                "com.sun.tools.javac.Main Foo.java",
                "sun.tools.jps.Jps",
                "sun.security.tools.keytool.Main -list",
                "jdk.jcmd/sun.tools.jstack.JStack 1",
                "dev.firstfault.entry.Main report x"
            })
    void toolsAndCommandLineClientsAreLeftAlone(String command) {
        assertThat(RoleGate.role(command, null, true)).isEqualTo(RoleGate.SKIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.hadoop.hive.metastore.HiveMetaStore -p 9083, metastore",
        "org.apache.hadoop.util.RunJar /l/hive-metastore.jar org.apache.hadoop.hive.metastore.HiveMetaStore -p 9, metastore",
        "org.apache.hadoop.util.RunJar /l/hive-service.jar org.apache.hive.service.server.HiveServer2, app",
        "org.apache.spark.deploy.SparkSubmit --master yarn --deploy-mode client --class A a.jar, spark-driver",
        "org.apache.spark.deploy.SparkSubmit --class A a.jar --deploy-mode cluster, spark-driver",
        "org.apache.spark.deploy.yarn.ApplicationMaster --class A, spark-driver",
        "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend --driver-url x, spark-executor",
        "org.apache.spark.executor.CoarseGrainedExecutorBackend --driver-url x, spark-executor",
        "org.logstash.Logstash -f x, es-client",
        "org.apache.hadoop.hdfs.server.namenode.NameNode, app",
        "my.module/com.example.Main, app",
        "/opt/app/service.jar --port 1, app",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Foo.java, app"
    })
    void servicesGetTheirRole(String command, String role) {
        assertThat(RoleGate.role(command, null, true)).isEqualTo(role);
    }

    @Test
    void theToolsOfTheJdkAreKnownByTheirModule() {
        assertThat(RoleGate.role("jdk.jshell/whatever.Tool", "jdk.jshell", true))
                .isEqualTo(RoleGate.SKIPPED);
        assertThat(RoleGate.role("jdk.compiler/com.sun.tools.javac.launcher.Main F.java", "jdk.compiler", true))
                .isEqualTo(RoleGate.APP);
    }

    @Test
    void aLauncherWithoutAMainClassOnlyPrints() {
        assertThat(RoleGate.role(null, null, true)).isEqualTo(RoleGate.SKIPPED);
    }

    @Test
    void aProgramThatEmbedsTheJvmIsAnApplication() {
        assertThat(RoleGate.role(null, null, false)).isEqualTo(RoleGate.APP);
    }

    @Test
    void aRoleGivenByTheOperatorWins() {
        assertThat(RoleGate.role("port=1,role=metastore")).isEqualTo(RoleGate.METASTORE);
        assertThat(RoleGate.role("role=skipped")).isEqualTo(RoleGate.SKIPPED);
    }
}
