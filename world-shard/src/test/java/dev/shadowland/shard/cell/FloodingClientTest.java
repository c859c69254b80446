package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerCommandEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputEncoder;
import dev.shadowland.protocol.limits.ConnectionLimits;
import dev.shadowland.protocol.limits.Rate;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.LimitsConfig;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * A cell's ring is shared by all who are in it: what the limits of one connection let through at
 * once must not fill it, for then everybody's inputs and all that is handed over is lost.
 */
class FloodingClientTest {
    private static final long NOW_NS = 1_800_000_000_000_000_000L;
    private static final double BURST_SECONDS = 2;
    private static final int LONGEST_COMMAND = Command.HEAD_SIZE + Command.MAX_BODY;

    private final ConnectionLimits limits = usual();
    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);

    @Test
    void shouldNotLetOneClientFillTheRingOfACell() {
        TestClient flooder = enter(7);
        TestClient neighbour = enter(8);
        world.ticks(60);
        flood(flooder);
        assertThat(world.drops(DropReason.RING_FULL)).as("frames of the flooder").isZero();

        neighbour.moveX = 127;
        world.ticks(6);
        assertThat(world.drops(DropReason.RING_FULL)).as("frames of others").isZero();
        assertThat(world.x(8)).isGreaterThan(10_008);
    }

    /** As many of the longest inputs as may come at once, and of the longest commands. */
    private void flood(TestClient client) {
        int input = InputFrame.size(InputFrame.MAX_INPUTS);
        int inputs = (PacketHeader.MAX_DATAGRAM - 30) / FrameWriter.size(input);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = limits.onDatagram(30 + inputs * FrameWriter.size(input), NOW_NS);
            for (int i = 0; i < inputs && goesOn; i++) {
                goesOn = limits.onFrame(FrameType.SYNC_ENTITY_QUANTIZED, NOW_NS);
                if (goesOn) {
                    sendInput(client, input);
                }
            }
        }
        while (limits.onDatagram(30 + FrameWriter.size(LONGEST_COMMAND), NOW_NS)
                && limits.onFrame(FrameType.COMMAND, NOW_NS)) {
            sendCommand(client);
        }
    }

    private void sendInput(TestClient client, int length) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[256]);
        PlayerInputEncoder encoder = new PlayerInputEncoder();
        encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .session(client.session)
                .cell(client.cell())
                .epoch(world.epoch(client.cell()))
                .putBody(new byte[length], 0, length);
        send(client, frame, encoder.encodedLength());
    }

    private void sendCommand(TestClient client) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[2_048]);
        PlayerCommandEncoder encoder = new PlayerCommandEncoder();
        encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .session(client.session)
                .cell(client.cell())
                .epoch(world.epoch(client.cell()))
                .putBody(new byte[LONGEST_COMMAND], 0, LONGEST_COMMAND);
        send(client, frame, encoder.encodedLength());
    }

    private void send(TestClient client, UnsafeBuffer frame, int encodedLength) {
        world.toShard(client.cell(), frame, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    /** Those that a gateway has of the defaults. */
    private static ConnectionLimits usual() {
        LimitsConfig config = EffectiveConfig.of("").values().security().limits();
        ConnectionLimits.ByType byType =
                new ConnectionLimits.ByType(Rate.of(config.framesPerSecond(), BURST_SECONDS));
        config.frameTypes().forEach(type -> byType.with(type.type(), Rate.of(type.perSecond(), 2)));
        return new ConnectionLimits(
                new ConnectionLimits.Settings(
                        Rate.of(config.datagramsPerSecond(), BURST_SECONDS),
                        Rate.of(config.bytesPerSecond(), BURST_SECONDS),
                        byType,
                        config.tolerance().toNanos()));
    }

    private TestClient enter(int entity) {
        return world.enter(
                entity, 10_000 + entity, 10_000, Weather.clear(entity), Weather.clear(entity));
    }
}
