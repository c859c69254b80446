package dev.shadowland.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shadowland.protocol.crypto.AeadChoice;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.datagram.NetworkIo;
import dev.shadowland.transport.link.LinkMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class EffectiveConfigTest {
    private final ShadowlandConfig defaults = EffectiveConfig.of("").values();

    @Test
    void shouldHaveTheSeedsNetworkDefaults() {
        assertThat(defaults.network())
                .isEqualTo(
                        new NetworkConfig(
                                "::", 3565, 1200, 4 << 20, 4 << 20, 1, 0, NetworkIo.AUTO));
    }

    @Test
    void shouldHaveTheSeedsSecurityDefaults() {
        SecurityConfig security = defaults.security();
        assertThat(security.endToEndEncryption()).isTrue();
        assertThat(security.integrity().isOn()).isTrue();
        assertThat(security.limits().isOn()).isTrue();
        assertThat(security.heartbeat())
                .isEqualTo(
                        new HeartbeatConfig(true, Duration.ofSeconds(5), Duration.ofSeconds(15)));
        assertThat(security.aead()).isEqualTo(AeadChoice.AUTO);
        assertThat(security.replayWindow()).isEqualTo(64);
        assertThat(security.handshake().cookieTtl()).isEqualTo(Duration.ofSeconds(10));
        assertThat(security.handshake().enterTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(security.keys()).isEqualTo(new KeyFiles(null, null, null));
    }

    @Test
    void shouldHaveTheSeedsPerformanceAndAoiDefaults() {
        assertThat(defaults.performance())
                .isEqualTo(
                        new PerformanceConfig(
                                60, Duration.ofMillis(50), Duration.ofMillis(250), 10, 1100));
        assertThat(defaults.aoi())
                .isEqualTo(
                        new AoiConfig(
                                true,
                                100_000,
                                new EntityDistances(
                                        100_000, 50_000, 25_000, 150_000, 200_000, 10_000, 50_000),
                                true,
                                new SyncRings(
                                        new SyncRings.SyncRing(8_000, 60),
                                        new SyncRings.SyncRing(25_600, 30),
                                        new SyncRings.SyncRing(51_200, 20),
                                        10),
                                25_600));
        assertThat(defaults.aoi().entityDistances().max()).isEqualTo(200_000);
        assertThat(defaults.collision()).isEqualTo(new CollisionConfig(500));
    }

    @Test
    void shouldHaveTheSeedsWorldDefaults() {
        assertThat(defaults.world().maps()).hasSize(1);
        MapConfig map = defaults.world().maps().getFirst();
        assertThat(map.layout())
                .isEqualTo(
                        new MapLayout(
                                new Vec3(25_600, 25_600, 6_400),
                                new Vec3(4, 4, 1),
                                new Vec3(8, 8, 4),
                                new Vec3(100, 100, 100),
                                new Vec3(-409_600, -409_600, -12_800)));
        assertThat(map.geometry()).isEqualTo(MapGeometry.DEFAULT);
        assertThat(map.maxSpeed()).isEqualTo(500);
    }

    @Test
    void shouldHaveSafeDefaultsOfOurOwn() {
        assertThat(defaults.backplane().mode()).isEqualTo(LinkMode.IPC);
        assertThat(defaults.backplane().allowPublic()).isFalse();
        assertThat(defaults.backplane().termLength()).isEqualTo(4 << 20);
        assertThat(defaults.status().host()).isEqualTo("127.0.0.1");
        assertThat(defaults.cluster().profile()).isEqualTo(ClusterProfile.FAULT);
        assertThat(defaults.swarm().connectRate()).isEqualTo(50);
        assertThat(defaults.swarm().settle()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.swarm().gateways()).containsExactly(new HostPort("127.0.0.1", 3565));
    }

    @Test
    void shouldListEveryViolationWithKeyValueAndRange() {
        ConfigInvalidException e =
                invalid(
                        """
                        shadowland.network { port = 70000, receive-buffer = 1 KiB, send-threads = 1, host = "", io = fast }
                        shadowland.security { end-to-end-encryption = off, replay-window = 192 }
                        shadowland.performance.tick-rate = 60.5
                        shadowland.aoi.grid-size = NaN
                        shadowland.cluster { profile = fast, seeds = ["a:1", "b"] }
                        shadowland.swarm.for = soon
                        shadowland.world.max-speed = null
                        """);

        assertThat(e.violations())
                .containsExactlyInAnyOrder(
                        "shadowland.network.port = 70000: must be a whole number 0..65535",
                        "shadowland.network.receive-buffer = \"1 KiB\": must be a size 512"
                                + " KiB..1024 MiB",
                        "shadowland.network.send-threads = 1: must be 0: each worker sends for the"
                            + " connections it owns, so that one datagram is never sealed or sent"
                            + " by two threads; raise shadowland.network.workers instead",
                        "shadowland.network.host = \"\": must not be empty",
                        "shadowland.network.io = \"fast\": must be one of auto, batch, nio",
                        "shadowland.security.end-to-end-encryption = \"off\": must be on: the"
                            + " protocol has no unencrypted form, everything after the handshake is"
                            + " sealed",
                        "shadowland.security.replay-window = 192: must be a power of two,"
                                + " 64..1024",
                        "shadowland.performance.tick-rate = 60.5: must be 60: a step of movement is"
                                + " 1/60 s on servers and clients, and shadowland.aoi.sync-rings"
                                + " are shares of 60",
                        "shadowland.aoi.grid-size = \"NaN\": must be a number 500..1000000000",
                        "shadowland.cluster.profile = \"fast\": must be one of fault, load",
                        "shadowland.cluster.seeds = [\"a:1\",\"b\"]: must be a list of host:port"
                                + " (not host:port: 'b')",
                        "shadowland.swarm.for = \"soon\": must be a duration 0 s..2592000 s",
                        "shadowland.world.max-speed = (none): must be a number 1..30000");
        assertThat(e).hasMessageContaining("13 problems");
    }

    /** What is accepted at start must not end a node a moment later, or be ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "network.max-packet-size = 1199 | must be 1200: both ends",
                "performance.tick-rate = 30 | must be 60: a step",
                "backplane.term-length = 2 MiB | must be at least 4 MiB: a frame may be an eighth",
                "backplane.term-length = 5 MiB | must be a power of two, 4 MiB..1024 MiB",
                "performance.bundle-timeout = 20 ms | must be 50 ms: nothing is held back",
                "performance.snapshot-budget = 299 | must be a whole number 300..1100",
                "performance.snapshot-budget = 1101 | must be a whole number 300..1100",
                "security.heartbeat = off | must be on: a gateway knows only by silence",
                "security.handshake.cookie-ttl = 9 s | must be a duration 10 s..60 s",
                "aoi.enabled = off | must be on: snapshots hold what is near",
                "aoi.base-distance = 50000 | must be 100000: every type",
                "world.scale.z = 50 | must be 100: no map files",
                "security.limits.frame-types = [\"0x07:9\"] | no frame of a session: '0x07:9'"
            })
    void shouldRefuseWhatWouldNotBeSoAndSayWhy(String text) {
        String[] parts = text.split(" \\| ", 2);

        assertThat(invalid("shadowland." + parts[0]).violations())
                .singleElement()
                .asString()
                .contains(parts[1]);
    }

    @Test
    void shouldTakeTheNodesHostWhereNoOtherIsGiven() {
        ShadowlandConfig moved = EffectiveConfig.of("shadowland.node.host = 10.0.0.5").values();
        assertThat(moved.cluster().arteryHost()).isEqualTo("10.0.0.5");
        assertThat(moved.backplane().host()).isEqualTo("10.0.0.5");
        ShadowlandConfig apart =
                EffectiveConfig.of(
                                "shadowland { node.host = 10.0.0.5, backplane.host = 10.0.1.5,"
                                        + " cluster.artery-host = 10.0.2.5 }")
                        .values();
        assertThat(apart.cluster().arteryHost()).isEqualTo("10.0.2.5");
        assertThat(apart.backplane().host()).isEqualTo("10.0.1.5");
        assertThat(invalid("shadowland.node.host = 8.8.8.8").violations())
                .singleElement()
                .asString()
                .startsWith("shadowland.node.host = \"8.8.8.8\": is public");
        assertThat(invalid("shadowland.node.host = \"\"").violations())
                .containsExactly("shadowland.node.host = \"\": must not be empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network.host",
                "status.host",
                "node.host",
                "backplane.host",
                "cluster.artery-host"
            })
    void shouldNameTheKeyOfAHostThatDoesNotResolve(String key) {
        assertThat(invalid("shadowland." + key + " = no.such.host.invalid").violations())
                .containsExactly(
                        "shadowland."
                                + key
                                + " = \"no.such.host.invalid\": does not resolve to an address");
    }

    /** Whose file forgets its id has none, instead of that of the first shard. */
    @Test
    void shouldGiveNoIdToANodeWhoseFileSaysNone() {
        assertThat(defaults.node().id()).isEqualTo(NodeConfig.NO_ID);
    }

    @Test
    void shouldRefuseRingsThatDoNotGrowAndRatesThatDoNotDivideATick() {
        assertThat(
                        invalid(
                                        """
                                        shadowland.aoi.sync-rings {
                                          near { distance = 30000 }
                                          beyond { rate = 18 }
                                        }
                                        """)
                                .violations())
                .anyMatch(line -> line.contains("distances must grow"))
                .anyMatch(line -> line.contains("beyond.rate") && line.contains("18"));
    }

    @ParameterizedTest
    @CsvSource({
        "shadowland.netwrok.port,      shadowland.network.port",
        "shadowland.network.max-packet-sise, shadowland.network.max-packet-size",
        "shadowland.network.tick-rate, shadowland.performance.tick-rate",
    })
    void shouldRefuseUnknownKeysAndSuggestTheNearest(String unknown, String meant) {
        assertThat(invalid(unknown + " = 1").violations())
                .containsExactly(unknown + ": no such key, did you mean " + meant + "?");
    }

    @Test
    void shouldRefuseUnknownRootsAndValuesInPlaceOfSections() {
        assertThat(invalid("shadowlnd.network.port = 1").violations())
                .containsExactly("shadowlnd: no such key, everything belongs under shadowland");
        assertThat(invalid("shadowland.aoi = off").violations())
                .contains("shadowland.aoi: is a section and takes no value of its own");
    }

    @Test
    void shouldLetTheEnvironmentWinOverTheFile() {
        ShadowlandConfig values =
                EffectiveConfig.of(
                                "test",
                                hocon("shadowland.network.port = 4000"),
                                hocon(
                                        "shadowland { network.port = \"4001\", cluster.seeds.0 ="
                                                + " \"[::1]:1\", swarm.gateways = \"b:2, c:3\" }"))
                        .values();

        assertThat(values.network().port()).isEqualTo(4001);
        assertThat(values.cluster().seeds()).containsExactly(new HostPort("::1", 1));
        assertThat(values.swarm().gateways())
                .containsExactly(new HostPort("b", 2), new HostPort("c", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "0.0.0.0", "::", "2001:db8::1"})
    void shouldRefuseAPublicBackplaneUnlessAllowed(String host) {
        String text = "shadowland.backplane.host = \"" + host + "\"";

        assertThat(invalid(text).violations())
                .singleElement()
                .asString()
                .contains("allow-public = on");
        assertThat(
                        EffectiveConfig.of(text + "\nshadowland.backplane.allow-public = on")
                                .values()
                                .backplane()
                                .host())
                .isEqualTo(host);
    }

    /** Artery trusts whoever reaches it as the backplane does. */
    @ParameterizedTest
    @CsvSource({
        "cluster.artery-host, 'cluster.artery-host = 8.8.8.8'",
        "cluster.artery-host, 'cluster.artery-host = 0.0.0.0'",
        "node.host, 'node.host = 8.8.8.8, backplane.host = 10.0.0.1'",
    })
    void shouldRefusePublicActorsUnlessAllowed(String key, String text) {
        assertThat(invalid("shadowland { " + text + " }").violations())
                .singleElement()
                .asString()
                .startsWith("shadowland." + key + " = ")
                .contains("allow-public = on");
        assertThat(EffectiveConfig.of("shadowland { " + text + ", backplane.allow-public = on }"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "fd00::2",
                "::1"
            })
    void shouldAcceptAPrivateBackplane(String host) {
        assertThat(
                        EffectiveConfig.of("shadowland.backplane.host = \"" + host + "\"")
                                .values()
                                .backplane()
                                .host())
                .isEqualTo(host);
    }

    @Test
    void shouldRefuseAnIpcBackplaneWhenASeedIsOnAnotherHost() {
        String seeds = "shadowland.cluster.seeds = [\"127.0.0.1:1\", \"10.0.0.1:1\"]\n";
        assertThat(invalid(seeds).violations())
                .singleElement()
                .asString()
                .startsWith("shadowland.backplane.mode = \"ipc\": ")
                .contains("10.0.0.1", "mode = udp", "shadowland.node.host");
        for (String allowed :
                List.of(
                        "shadowland.cluster.artery-host = \"10.0.0.1\"",
                        "shadowland.backplane { mode = udp, host = \"10.0.0.2\" }")) {
            assertThat(EffectiveConfig.of(seeds + allowed).values().cluster().seeds())
                    .as(allowed)
                    .hasSize(2);
        }
    }

    @Test
    void shouldCheckKeysAgainstEachOther() {
        assertThat(invalid("shadowland.security { heartbeat-interval = 20 s }").violations())
                .containsExactly(
                        "shadowland.security.heartbeat-timeout = \"15 s\": must be longer than"
                                + " shadowland.security.heartbeat-interval");
        assertThat(invalid("shadowland.world.spawn.x = 409000").violations())
                .containsExactly(
                        "shadowland.world.spawn.x = 409000: with its radius must lie within the"
                                + " map");
    }

    @Test
    void shouldShowEveryValueButNoSecret() {
        String pasted = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v0VpguoRK9JLsLMREScVpe";
        EffectiveConfig config =
                EffectiveConfig.of(
                        """
                        shadowland.security.keys { identity-key-file = "%s", certificate-file = "keys/gateway-1.crt" }
                        shadowland.swarm.tokens.login-key-file = \"""-----BEGIN PRIVATE KEY-----
                        abc\"""
                        """
                                .formatted(pasted));

        assertThat(config.render())
                .contains(
                        "shadowland.network.port = 3565",
                        "shadowland.aoi.entity-distances.npc = 50000")
                .contains("shadowland.security.keys.identity-key-file = ******")
                .contains("shadowland.swarm.tokens.login-key-file = ******")
                .contains("shadowland.security.keys.certificate-file = \"keys/gateway-1.crt\"")
                .doesNotContain(pasted, "BEGIN PRIVATE");
    }

    private static com.typesafe.config.Config hocon(String text) {
        return com.typesafe.config.ConfigFactory.parseString(text);
    }

    private static ConfigInvalidException invalid(String text) {
        ConfigInvalidException e =
                catchThrowableOfType(ConfigInvalidException.class, () -> EffectiveConfig.of(text));
        assertThat(e).as("violations of " + text).isNotNull();
        return e;
    }
}
