package dev.shadowland.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.EffectiveConfig;

import org.junit.jupiter.api.Test;

class GatewayNeedsTest {
    private static final String COMPLETE =
            """
            shadowland {
              node.id = 9
              cluster { id = "6f1c2a54-98a3-4d0e-9d43-51a6f8f0a3c7", seeds = ["127.0.0.1:1"] }
              security.keys {
                identity-key-file = a, certificate-file = b, login-public-key-file = c
              }
            }
            """;

    private static void require(String text) {
        GatewayNeeds.require(EffectiveConfig.of(text).values());
    }

    @Test
    void shouldListAllThatAGatewayLacks() {
        ConfigInvalidException e =
                catchThrowableOfType(ConfigInvalidException.class, () -> require(""));

        assertThat(e.violations())
                .extracting(line -> line.replaceFirst(":.*", ""))
                .containsExactly(
                        "a gateway needs shadowland.node.id",
                        "a gateway needs shadowland.cluster.seeds",
                        "a gateway needs shadowland.cluster.id",
                        "a gateway needs shadowland.security.keys.identity-key-file",
                        "a gateway needs shadowland.security.keys.certificate-file",
                        "a gateway needs shadowland.security.keys.login-public-key-file");
    }

    /** It has no claim to form a cluster, and looked for one at no address for ever. */
    @Test
    void shouldRefuseAGatewayWithoutSeedsAlone() {
        require(COMPLETE);
        assertThatThrownBy(() -> require(COMPLETE + "shadowland.cluster.seeds = []"))
                .isInstanceOf(ConfigInvalidException.class)
                .hasMessageContaining("configuration of gateway 9 has 1 problem")
                .hasMessageContaining("a gateway needs shadowland.cluster.seeds");
    }

    /** Itself is no way in: it looked for a cluster at no address for ever. */
    @Test
    void shouldRefuseAGatewayWhoseOnlySeedIsItself() {
        String alone =
                """
                shadowland.node.host = "127.0.0.1"
                shadowland.cluster.artery-port = 25521
                shadowland.cluster.seeds = ["127.0.0.1:25521", "127.0.0.1:25521"]
                """;
        assertThatThrownBy(() -> require(COMPLETE + alone))
                .isInstanceOf(ConfigInvalidException.class)
                .hasMessageContaining("configuration of gateway 9 has 1 problem")
                .hasMessageContaining("a gateway needs shadowland.cluster.seeds");
        require(COMPLETE + alone + "shadowland.cluster.seeds += \"127.0.0.1:25520\"");
        require(COMPLETE + alone + "shadowland.cluster.artery-port = 0");
    }
}
