package dev.shadowland.transport.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class EnvironmentOverrideSystemTest {
    /** The other process. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.out.println(EffectiveConfig.load().render());
        }
    }

    @Test
    void shouldTakeValuesFromTheEnvironmentOfTheProcess() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName());
        builder.redirectErrorStream(true);
        builder.environment().put("CONFIG_FORCE_shadowland_network_port", "4321");
        builder.environment().put("CONFIG_FORCE_shadowland_performance_max__retries", "12");
        builder.environment().put("CONFIG_FORCE_shadowland_swarm_gateways", "a:1,b:2");

        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains(
                        "network.port = \"4321\"",
                        "performance.max-retries = \"12\"",
                        "\"a:1,b:2\"");
    }
}
