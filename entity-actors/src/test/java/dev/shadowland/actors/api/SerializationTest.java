package dev.shadowland.actors.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import akka.serialization.jackson.JacksonCborSerializer;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every message that may cross a node border survives its binary form. */
class SerializationTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final TestProbe<GatewayEvent> GATEWAY = KIT.createTestProbe(GatewayEvent.class);
    private static final TestProbe<CellReply> PLAYER = KIT.createTestProbe(CellReply.class);
    private static final TestProbe<CellCommand.CellUp> STARTER =
            KIT.createTestProbe(CellCommand.CellUp.class);
    private static final Position HERE = new Position(2, -1.5, 1e9, Double.MIN_VALUE, 65_535);
    private static final long BIG = Long.MIN_VALUE + 7;
    private static final MemberEndpoint NODE =
            new MemberEndpoint(8191, Roles.SHARD, "10.0.0.1", 40_123, 4, BIG);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private static List<ClusterMessage> messages() {
        return List.of(
                new PlayerCommand.Enter(
                        TokenBytes.of(new byte[] {1, -2, 3}), BIG, 9, GATEWAY.ref()),
                new PlayerCommand.SessionEnded(BIG, BIG, BIG),
                new PlayerCommand.Rejoin(BIG, 9, BIG, GATEWAY.ref()),
                new PlayerCommand.PlayerMoved(BIG, 5, BIG),
                new PlayerCommand.PlayerLost(BIG, 5, BIG),
                new CellCommand.EnterPlayer(BIG, 5, BIG, BIG, HERE, true, PLAYER.ref()),
                new CellCommand.RemovePlayer(5, BIG, PLAYER.ref()),
                new CellCommand.PingCell(STARTER.ref()),
                new CellCommand.CellUp(BIG, 3, 8191),
                new CellReply.PlayerEntered(5, BIG, BIG, 3, 8191, 1L << 40),
                new CellReply.EnterRefused(5, BIG, BIG, EnterRefusal.STALE_GENERATION),
                new CellReply.PlayerRemoved(5, BIG, BIG, HERE),
                new CellReply.NotOwner(5, BIG, BIG),
                new GatewayEvent.Entered(BIG, 5, BIG, 3, 8191, BIG, HERE, 1L << 40),
                new GatewayEvent.Denied(BIG, DenyReason.TOKEN_USED),
                new GatewayEvent.Kick(BIG, KickReason.LOST),
                new RouteMessage.NodeAnnounced(NODE, BIG),
                new RouteMessage.RoutesAnnounced(
                        NODE,
                        BIG,
                        77,
                        List.of(
                                new RouteMessage.OwnedCell(BIG, 1),
                                new RouteMessage.OwnedCell(8, 2))));
    }

    @Test
    void shouldSurviveTheRemoteFormOfJacksonCbor() throws Exception {
        Serialization serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));
        for (ClusterMessage message : messages()) {
            assertThat(serialization.findSerializerFor(message))
                    .isInstanceOf(JacksonCborSerializer.class);
            byte[] bytes = serialization.serialize(message).get();
            String manifest =
                    Serializers.manifestFor(serialization.findSerializerFor(message), message);
            int id = serialization.findSerializerFor(message).identifier();
            assertThat(serialization.deserialize(bytes, id, manifest).get()).isEqualTo(message);
        }
    }

    /**
     * A message that is longer than a frame of Artery's is dropped: nobody would hear of a route.
     */
    @Test
    void shouldAnnounceAllCellsOfTheLargestWorldInOneFrame() throws Exception {
        List<RouteMessage.OwnedCell> cells = new ArrayList<>();
        for (int i = 0; i < MapGeometry.MOST_CELLS; i++) {
            cells.add(new RouteMessage.OwnedCell(CellKey.of(0xFFFF, 0, 0xFFFF, i), 1_000_000 + i));
        }
        byte[] bytes =
                SerializationExtension.get(Adapter.toClassic(KIT.system()))
                        .serialize(new RouteMessage.RoutesAnnounced(NODE, BIG, BIG, cells))
                        .get();
        long frame =
                KIT.system()
                        .settings()
                        .config()
                        .getBytes("akka.remote.artery.advanced.maximum-frame-size");
        assertThat(bytes.length).isLessThan((int) frame - 4096);
    }

    @Test
    void shouldCoverEveryMessage() {
        List<Class<?>> declared = new ArrayList<>();
        Stream.of(
                        PlayerCommand.Request.class,
                        CellCommand.Request.class,
                        CellReply.class,
                        GatewayEvent.class,
                        RouteMessage.class)
                .forEach(family -> declared.addAll(List.of(family.getPermittedSubclasses())));
        declared.add(CellCommand.CellUp.class);
        List<Class<?>> covered = new ArrayList<>();
        messages().forEach(message -> covered.add(message.getClass()));
        assertThat(covered).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void shouldNotShowTheTokenInText() {
        assertThat(messages().getFirst().toString())
                .contains("token of 3 bytes")
                .doesNotContain("[1, -2, 3]");
    }
}
