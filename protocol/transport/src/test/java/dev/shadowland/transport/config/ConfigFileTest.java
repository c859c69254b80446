package dev.shadowland.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations as files. */
class ConfigFileTest {
    /** As in {@code --config shard-1.conf}. */
    @Test
    void shouldIncludeWhatStandsBesideAFileThatIsNamedWithoutItsFolder() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path shared = Files.createTempFile(here, "shared", ".conf");
        Path own = Files.createTempFile(here, "own", ".conf");
        try {
            Files.writeString(shared, "shadowland.cluster.name = other");
            Files.writeString(own, "include \"%s\"".formatted(shared.getFileName()));

            assertThat(EffectiveConfig.load(own.getFileName()).values().cluster().name())
                    .isEqualTo("other");
        } finally {
            Files.delete(shared);
            Files.delete(own);
        }
    }

    @Test
    void shouldReadAFileAndNameItInErrors(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("shadowland.conf");
        Files.writeString(file, "shadowland.node.id = 7");
        assertThat(EffectiveConfig.load(file).values().node().id()).isEqualTo(7);

        Files.writeString(file, "shadowland { node {");
        assertThatThrownBy(() -> EffectiveConfig.load(file))
                .isInstanceOf(ConfigInvalidException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> EffectiveConfig.load(dir.resolve("gone.conf")))
                .isInstanceOf(ConfigInvalidException.class)
                .hasMessageContaining("cannot be read");
    }
}
