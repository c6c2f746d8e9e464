package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks up every hook in every supported version of its library. */
class HookResolutionTest {

    private static final List<Hook> HOOKS = Stream.of(ProbeCatalog.all())
            .flatMap(probe -> probe.spec().hooks().stream())
            .toList();

    static Stream<Path> jars() {
        return Matrix.jars().stream();
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyRequiredHookIsInEverySupportedVersion(Path jar) throws IOException {
        List<Hook> unresolved = new ArrayList<>();
        List<Hook> resolved = new ArrayList<>();
        resolve(jar, resolved, unresolved);

        assertThat(unresolved).filteredOn(Hook::required).isEmpty();
    }

    @Test
    void everyHookIsInSomeSupportedVersion() throws IOException {
        List<Hook> resolved = new ArrayList<>();
        for (Path jar : Matrix.jars()) {
            resolve(jar, resolved, new ArrayList<>());
        }

        assertThat(HOOKS).allSatisfy(hook -> assertThat(resolved).contains(hook));
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyHookedClassIsWovenAndPassesVerification(Path jar) throws Exception {
        RecordedSignals signals = new RecordedSignals();
        File slf4j = Matrix.jar("slf4j-api", Matrix.versionsOf("slf4j-api").get(0));
        Set<String> types = new TreeSet<>();
        HOOKS.forEach(hook -> types.add(hook.type()));
        try (JarFile file = new JarFile(jar.toFile());
                WovenLoader loader = new WovenLoader(signals, signals, jar.toFile(), slf4j)) {
            for (String type : types) {
                if (file.getEntry(entry(type)) != null) {
                    try {
                        Class.forName(type, true, loader);
                    } catch (NoClassDefFoundError | ExceptionInInitializerError jarOfItsOwnMissing) {
                        assertThat(jarOfItsOwnMissing.toString()).doesNotContain("firstfault");
                    }
                }
            }
        }

        assertThat(signals.degraded()).isEmpty();
    }

    private static void resolve(Path jar, List<Hook> resolved, List<Hook> unresolved) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                ClassFileLocator locator = new ClassFileLocator.ForJarFile(file)) {
            TypePool pool = TypePool.Default.of(locator);
            for (Hook hook : HOOKS) {
                if (file.getEntry(entry(hook.type())) != null) {
                    boolean there = pool.describe(hook.type()).resolve().getDeclaredMethods().stream()
                            .anyMatch(method -> isHooked(hook, method));
                    (there ? resolved : unresolved).add(hook);
                }
            }
        }
    }

    private static boolean isHooked(Hook hook, MethodDescription method) {
        return hook.matches(method.getInternalName(), method.getDescriptor());
    }

    private static String entry(String type) {
        return type.replace('.', '/') + ".class";
    }
}
