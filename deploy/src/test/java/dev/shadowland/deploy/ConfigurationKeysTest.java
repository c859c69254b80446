package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.ShadowlandConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds every key of the reference to account: another value changes something that is read outside
 * of the configuration, or is refused.
 */
class ConfigurationKeysTest {
    private static final String PACKAGE = "dev.shadowland.transport.config";

    /** Keys that take their default only, each for the reason that it gives. */
    private static final Set<String> FIXED =
            Set.of(
                    "network.max-packet-size",
                    "network.send-threads",
                    "security.end-to-end-encryption",
                    "security.heartbeat",
                    "performance.tick-rate",
                    "performance.bundle-timeout",
                    "aoi.enabled",
                    "aoi.base-distance",
                    "world.scale.x",
                    "world.scale.y",
                    "world.scale.z");

    /** Allows what is refused otherwise: it acts on the checks alone, whose test has it. */
    private static final String PERMISSION = "backplane.allow-public";

    /** Keys that change together or not at all. */
    private static final Map<String, String> TOGETHER =
            Map.of(
                    "world.section-size.x", "world.section-size { x = 30000, y = 30000 }",
                    "world.section-size.y", "world.section-size { x = 30000, y = 30000 }",
                    "world.sections-per-component.x",
                            "world.sections-per-component { x = 5, y = 5 }",
                    "world.sections-per-component.y",
                            "world.sections-per-component { x = 5, y = 5 }");

    /** Some value of each sort that no number, size or time is. */
    private static final List<String> VALUES =
            List.of(
                    "on",
                    "off",
                    "other",
                    "10.0.0.9",
                    "nio",
                    "bouncycastle",
                    "load",
                    "udp",
                    "borders",
                    "\"6f9c1b1e-6f0e-4b3e-9d55-000000000001\"",
                    "[\"127.0.0.9:99\"]",
                    "[\"10.0.0.0/8\"]",
                    "[\"0x43:7\"]",
                    "[\"http://10.0.0.9:99\"]",
                    "[\"-1 -2 3 4\"]",
                    "[{ map-id = 9 }]");

    private static final Pattern QUANTITY = Pattern.compile("([0-9]+)( [A-Za-z]+)");

    private static final Config REFERENCE =
            ConfigFactory.parseResources("shadowland-reference.conf").getConfig("shadowland");
    private static final ShadowlandConfig DEFAULTS = EffectiveConfig.of("").values();
    private static final Set<String> READ = componentsRead();

    static List<String> keys() {
        return REFERENCE.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !key.equals(PERMISSION))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void shouldActOrTakeItsDefaultOnly(String key) {
        List<ShadowlandConfig> others = others(key);
        if (FIXED.contains(key)) {
            assertThat(others).as("accepted values of " + key).isEmpty();
        } else {
            assertThat(others).as("accepted values of " + key).isNotEmpty();
            assertThat(others.stream().flatMap(other -> changes(DEFAULTS, other).stream()))
                    .as("what %s changes, of which something is to be read by a node", key)
                    .anyMatch(READ::containsAll);
        }
    }

    @Test
    void shouldKnowWhatIsReadAndWhatIsNot() {
        assertThat(READ).contains("MapConfig.layout", "NetworkConfig.port");
        assertThat(READ).doesNotContain("NetworkConfig.sendThreads", "AoiConfig.baseDistance");
        assertThat(keys()).containsAll(FIXED).hasSizeGreaterThan(100);
    }

    private static List<ShadowlandConfig> others(String key) {
        String together = TOGETHER.get(key);
        Stream<String> texts =
                together == null
                        ? Stream.concat(near(key), VALUES.stream())
                                .map(value -> key + " = " + value)
                        : Stream.of(together);
        return texts.map(ConfigurationKeysTest::accepted)
                .flatMap(Optional::stream)
                .filter(other -> !other.equals(DEFAULTS))
                .toList();
    }

    private static Optional<ShadowlandConfig> accepted(String text) {
        try {
            return Optional.of(EffectiveConfig.of("shadowland." + text).values());
        } catch (ConfigInvalidException _) {
            return Optional.empty();
        }
    }

    /** Values of the same sort as the default. */
    private static Stream<String> near(String key) {
        Object value = REFERENCE.getValue(key).unwrapped();
        if (value instanceof Number number) {
            double n = number.doubleValue();
            return Stream.of(n + 1, n - 1, 2 * n, n / 2).map(String::valueOf);
        }
        Matcher quantity = QUANTITY.matcher(value.toString());
        if (quantity.matches()) {
            long n = Long.parseLong(quantity.group(1));
            return Stream.of(n + 1, 2 * n, n - 1).map(other -> other + quantity.group(2));
        }
        return Stream.empty();
    }

    /** The components that lead to each difference, as {@code NetworkConfig.port}. */
    private static List<List<String>> changes(Object before, Object after) {
        if (Objects.equals(before, after)) {
            return List.of();
        }
        List<List<String>> all = new ArrayList<>();
        if (before instanceof List<?> one && after instanceof List<?> two) {
            for (int i = 0; i < one.size() && one.size() == two.size(); i++) {
                all.addAll(changes(one.get(i), two.get(i)));
            }
        } else if (before instanceof Record && isOfConfiguration(before.getClass())) {
            for (RecordComponent component : before.getClass().getRecordComponents()) {
                String name = before.getClass().getSimpleName() + "." + component.getName();
                for (List<String> inner :
                        changes(valueOf(component, before), valueOf(component, after))) {
                    all.add(Stream.concat(Stream.of(name), inner.stream()).toList());
                }
            }
        }
        return all.isEmpty() ? List.of(List.of()) : all;
    }

    private static Object valueOf(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " cannot be read", e);
        }
    }

    private static boolean isOfConfiguration(Class<?> type) {
        return type.getPackageName().equals(PACKAGE);
    }

    /**
     * Components of the configuration's records that code outside of its package reads, itself or
     * through a method of a record. Checks of the configuration's own do not count.
     */
    private static Set<String> componentsRead() {
        List<JavaMethod> methods =
                HouseRulesTest.WHOLE_HOUSE.stream()
                        .filter(type -> type.getPackageName().equals(PACKAGE) && type.isRecord())
                        .flatMap(type -> type.getMethods().stream())
                        .toList();
        Deque<JavaMethod> reached = new ArrayDeque<>();
        methods.stream()
                .filter(
                        method ->
                                method.getAccessesToSelf().stream()
                                        .anyMatch(access -> isElsewhere(access.getOriginOwner())))
                .forEach(reached::add);
        Set<JavaMethod> seen = new HashSet<>();
        Set<String> components = new HashSet<>();
        while (!reached.isEmpty()) {
            JavaMethod method = reached.pop();
            if (!seen.add(method)) {
                continue;
            }
            method.getFieldAccesses()
                    .forEach(
                            access ->
                                    components.add(
                                            access.getTargetOwner().getSimpleName()
                                                    + "."
                                                    + access.getTarget().getName()));
            methods.stream()
                    .filter(
                            called ->
                                    called.getAccessesToSelf().stream()
                                            .anyMatch(access -> access.getOrigin().equals(method)))
                    .forEach(reached::add);
        }
        return components;
    }

    private static boolean isElsewhere(JavaClass type) {
        return !type.getPackageName().equals(PACKAGE);
    }
}
