package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.HostPort;
import dev.shadowland.transport.config.ShadowlandConfig;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The configurations of README.md are what the nodes take, and fit together on one host. */
class ReadmeTest {
    private static final Pattern BLOCK =
            Pattern.compile("```hocon\n# ([a-z0-9-]+)\\.conf.*?\n```", Pattern.DOTALL);

    @Test
    void shouldShowConfigurationsThatMakeOneWorldOnOneHost() throws IOException {
        Map<String, ShadowlandConfig> nodes = configurations();
        assertThat(nodes).containsOnlyKeys("driver", "shard-1", "gateway-1");
        assertThat(nodes.values())
                .doesNotHaveDuplicates()
                .extracting(config -> config.node().id())
                .doesNotHaveDuplicates();
        assertThat(nodes.values())
                .extracting(config -> config.status().port())
                .doesNotHaveDuplicates();
        assertThat(nodes.values())
                .extracting(config -> config.backplane().aeronDir())
                .containsOnly(node(nodes, "driver").backplane().aeronDir());
        ShadowlandConfig shard = node(nodes, "shard-1");
        ShadowlandConfig gateway = node(nodes, "gateway-1");
        assertThat(shard.cluster().id()).isNotNull().isEqualTo(gateway.cluster().id());
        List<HostPort> members =
                List.of(
                        new HostPort("127.0.0.1", shard.cluster().arteryPort()),
                        new HostPort("127.0.0.1", gateway.cluster().arteryPort()));
        assertThat(members).doesNotHaveDuplicates();
        assertThat(shard.cluster().seeds()).isEqualTo(members);
        assertThat(gateway.cluster().seeds()).isEqualTo(members);
        assertThat(shard.security().keys().loginPublicKey())
                .isNotNull()
                .isEqualTo(gateway.security().keys().loginPublicKey());
        assertThat(gateway.security().keys().identityKey()).isNotNull();
        assertThat(gateway.security().keys().certificate()).isNotNull();
    }

    private static ShadowlandConfig node(Map<String, ShadowlandConfig> nodes, String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    /** By the name of the file that the first line of each gives. */
    private static Map<String, ShadowlandConfig> configurations() throws IOException {
        Path readme = Path.of(System.getProperty("shadowland.root"), "README.md");
        Map<String, ShadowlandConfig> nodes = new LinkedHashMap<>();
        BLOCK.matcher(Files.readString(readme))
                .results()
                .forEach(
                        block -> {
                            String text = block.group();
                            String hocon = text.substring(text.indexOf('\n'), text.length() - 3);
                            nodes.put(block.group(1), EffectiveConfig.of(hocon).values());
                        });
        return nodes;
    }
}
