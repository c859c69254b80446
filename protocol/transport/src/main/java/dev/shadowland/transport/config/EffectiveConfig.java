package dev.shadowland.transport.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a node really runs with: the defaults, a file over them, and the environment ({@code
 * CONFIG_FORCE_shadowland_network_port=4000}) over both. Read once at start.
 */
public final class EffectiveConfig {
    private static final String REFERENCE = "shadowland-reference.conf";

    private final ShadowlandConfig values;
    private final Config source;

    private EffectiveConfig(ShadowlandConfig values, Config source) {
        this.values = values;
        this.source = source;
    }

    /**
     * Reads the node's file and the environment.
     *
     * @throws ConfigInvalidException listing everything that is wrong
     */
    public static EffectiveConfig load(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigInvalidException(file.toString(), List.of("the file cannot be read"));
        }
        return of(file.toString(), parseFile(file), environment());
    }

    /** Only the defaults and the environment. */
    public static EffectiveConfig load() {
        return of("of defaults and environment", ConfigFactory.empty(), environment());
    }

    /**
     * The defaults with {@code overrides} (HOCON text) over them, without the environment: for
     * tests and nodes started in one process.
     */
    public static EffectiveConfig of(String overrides) {
        try {
            return of("given as text", ConfigFactory.parseString(overrides), ConfigFactory.empty());
        } catch (ConfigException.Parse e) {
            throw new ConfigInvalidException("given as text", List.of(e.getMessage()));
        }
    }

    static EffectiveConfig of(String name, Config given, Config environment) {
        List<String> violations = new ArrayList<>(strangers(given));
        Config reference =
                ConfigFactory.parseResources(
                        EffectiveConfig.class.getClassLoader(), REFERENCE, strict());
        Config overrides = section(resolved(name, environment.withFallback(given)));
        Config defaults = section(reference.resolve());
        violations.addAll(new KnownKeys(ConfigReader.ROOT, defaults).violationsOf(overrides));
        Config effective = overrides.withFallback(defaults);
        ShadowlandConfig values = new ConfigSections(new ConfigReader(effective, violations)).all();
        if (!violations.isEmpty()) {
            throw new ConfigInvalidException(name, violations);
        }
        return new EffectiveConfig(values, effective);
    }

    /** The validated values. */
    public ShadowlandConfig values() {
        return values;
    }

    /** Every key with its value, one a line, alphabetically, secrets masked. */
    public String render() {
        return KnownKeys.leavesOf(source.root()).entrySet().stream()
                .map(
                        leaf ->
                                ConfigReader.ROOT
                                        + "."
                                        + leaf.getKey()
                                        + " = "
                                        + SecretKeys.display(leaf.getKey(), leaf.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static Config environment() {
        ConfigFactory.invalidateCaches();
        return ConfigFactory.systemEnvironmentOverrides();
    }

    /** With its folder: what a name without one includes would be looked for nowhere. */
    private static Config parseFile(Path file) {
        try {
            return ConfigFactory.parseFile(file.toAbsolutePath().toFile(), strict());
        } catch (ConfigException.Parse | ConfigException.IO e) {
            throw new ConfigInvalidException(file.toString(), List.of(e.getMessage()));
        }
    }

    private static Config resolved(String name, Config config) {
        try {
            return config.resolve();
        } catch (ConfigException.UnresolvedSubstitution e) {
            throw new ConfigInvalidException(name, List.of(e.getMessage()));
        }
    }

    private static List<String> strangers(Config given) {
        return given.root().keySet().stream()
                .filter(key -> !key.equals(ConfigReader.ROOT))
                .sorted()
                .map(key -> key + ": no such key, everything belongs under " + ConfigReader.ROOT)
                .toList();
    }

    private static Config section(Config config) {
        try {
            return config.hasPath(ConfigReader.ROOT)
                    ? config.getConfig(ConfigReader.ROOT)
                    : ConfigFactory.empty();
        } catch (ConfigException.WrongType _) {
            throw new ConfigInvalidException(
                    "as given", List.of(ConfigReader.ROOT + ": must be a section in braces"));
        }
    }

    private static ConfigParseOptions strict() {
        return ConfigParseOptions.defaults().setAllowMissing(false);
    }
}
