package dev.firstfault.agent;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. */
class LayersTest {

    @Test
    void everyLayerKnowsOnlyThoseBelowIt() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.firstfault");
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.firstfault..")
                .layer("bridge")
                .definedBy("dev.firstfault.bridge..")
                .layer("signals")
                .definedBy("dev.firstfault.signals..")
                .layer("blackbox")
                .definedBy("dev.firstfault.blackbox..")
                .layer("collectors")
                .definedBy("dev.firstfault.collectors..")
                .layer("diagnosis")
                .definedBy("dev.firstfault.diagnosis..")
                .layer("exporters")
                .definedBy("dev.firstfault.exporters..")
                .layer("agent")
                .definedBy("dev.firstfault.agent..")
                .layer("entry")
                .definedBy("dev.firstfault.entry..")
                .whereLayer("signals")
                .mayNotAccessAnyLayer()
                .whereLayer("blackbox")
                .mayOnlyAccessLayers("signals")
                .whereLayer("collectors")
                .mayOnlyAccessLayers("signals", "bridge")
                .whereLayer("diagnosis")
                .mayOnlyAccessLayers("signals")
                .whereLayer("exporters")
                .mayOnlyAccessLayers("signals", "blackbox", "diagnosis")
                .whereLayer("entry")
                .mayNotAccessAnyLayer()
                .check(classes);
    }
}
