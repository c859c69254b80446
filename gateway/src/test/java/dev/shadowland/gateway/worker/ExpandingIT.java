package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.limits.ConnectionLimits;
import dev.shadowland.protocol.limits.Rate;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jpountz.lz4.LZ4Factory;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Small datagrams that would be decompressed to much, at a real worker with the usual limits. */
class ExpandingIT {
    private static final long SECOND = 1_000_000_000L;
    private static final int BYTES_PER_SECOND = 1 << 20;
    private static final int LARGEST = 65_536;
    private static final int GAME = 0x5F;

    private final WorkerRig rig =
            WorkerRig.guarded(
                    new SecuritySettings(
                            RekeySettings.DEFAULT,
                            SecuritySettings.Addresses.NO_LIMIT,
                            new ConnectionLimits.Settings(
                                    Rate.of(1_000, 2),
                                    Rate.of(BYTES_PER_SECOND, 2),
                                    new ConnectionLimits.ByType(Rate.of(1_000, 2)),
                                    5 * SECOND),
                            null));
    private final SealingKey cipher = new SealingKey();
    private final TestClient client =
            rig.client(new TestClient.Sources(new SplittableRandom(5), cipher));
    private long sequence = 10_000;

    @AfterEach
    void close() {
        rig.close();
    }

    private Session established() {
        rig.until(client::isEstablished);
        rig.runMs(5);
        return rig.worker.session(0);
    }

    /** A thousand times a second what makes 983 040 bytes of 70. */
    @Test
    void shouldDecodeNoMoreOfABombThanTheRateAndEndItsSender() {
        Session session = established();
        byte[] bomb = compressed(frames());
        assertThat(datagram(bomb, PacketHeader.COMPRESSED)).hasSizeLessThan(100);
        // It would not know the numbers that are acknowledged.
        client.isSilent = true;
        int sent = 0;
        while (session.state() != SessionState.CLOSED && sent < 10_000) {
            client.raw(datagram(bomb, PacketHeader.COMPRESSED));
            rig.runMs(1);
            sent++;
            assertThat(session.connection().statistics().bytesExpanded())
                    .isLessThanOrEqualTo(BYTES_PER_SECOND * (2_000L + sent) / 1_000);
        }
        System.out.printf(
                "bombs: %d sent, %d bytes decompressed%n",
                sent, session.connection().statistics().bytesExpanded());
        assertThat(session.connection().closedBecause()).isEqualTo(DisconnectReason.RATE_LIMITED);
        assertThat(sent).isBetween(5_000, 5_100);
        assertThat(rig.drops(DropReason.RATE_LIMITED)).isGreaterThan(4_000);
        assertThat(rig.worker.sessionCount()).isZero();
    }

    @Test
    void shouldEndWhoSendsCompressedNonsenseAgainAndAgain() {
        established();
        byte[] ping = compressed(new byte[] {FrameType.PING, 1, 2, 3, 4, 5, 6, 7, 8});
        for (int i = 0; i < 12 && client.closed == null; i++) {
            client.sendFrame(rig.nowNs(), FrameType.COMPRESSED, ping);
            rig.runMs(500);
            assertThat(client.closed == null).isEqualTo(i < 10);
        }
        assertThat(client.closed).isEqualTo(DisconnectReason.RATE_LIMITED);
        assertThat(rig.drops(DropReason.MALFORMED_FRAME)).isEqualTo(11);
    }

    /** Half a MiB a second, in messages of the largest size. */
    @Test
    void shouldLetTheLargestMessagesOfAnHonestClientPass() {
        TestClient honest = rig.clientInWorld();
        UnsafeBuffer zeros = new UnsafeBuffer(new byte[LARGEST - 1]);
        for (int i = 0; i < 24; i++) {
            Channel channel = i % 2 == 0 ? Channel.RELIABLE_ORDERED : Channel.RELIABLE_UNORDERED;
            honest.connection.peer().sendReliable(channel, GAME, zeros, 0, zeros.capacity());
            rig.runMs(125);
        }
        byte[] noise = new byte[LARGEST - 1];
        new SplittableRandom(3).nextBytes(noise);
        UnsafeBuffer incompressible = new UnsafeBuffer(noise);
        honest.connection
                .peer()
                .sendReliable(Channel.RELIABLE_ORDERED, GAME, incompressible, 0, noise.length);
        rig.runMs(3_000);
        assertThat(rig.drops(DropReason.UNKNOWN_FRAME)).isEqualTo(25);
        assertThat(rig.drops(DropReason.RATE_LIMITED)).isZero();
        assertThat(honest.closed).isNull();
    }

    private byte[] datagram(byte[] payload, int flags) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int id = client.connection.peer().connectionId();
        PacketHeader.write(out, 0, id, 0, PacketHeader.SEALED | flags, sequence++);
        out.putBytes(PacketHeader.LENGTH, payload);
        int length = BouncyCastleAead.PROVIDER.forSealing(cipher.key).seal(out, 0, payload.length);
        return Arrays.copyOf(out.byteArray(), length);
    }

    /** 15 messages, each of 64 KiB once it is decompressed. */
    private static byte[] frames() {
        byte[] frame = new byte[265];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(frame), 0, frame.length);
        writer.varUInt(LARGEST).u8(0x1F).u8(GAME).u16(1);
        int left = LARGEST - 1 - 4 - 15;
        for (; left >= 0xFF; left -= 0xFF) {
            writer.u8(0xFF);
        }
        writer.u8(left).u8(0);
        UnsafeBuffer payload = new UnsafeBuffer(new byte[4_096]);
        WireWriter frames = new WireWriter().wrap(payload, 0, payload.capacity());
        for (int i = 0; i < 15; i++) {
            FrameWriter.head(frames, FrameType.COMPRESSED, frame.length).bytes(frame);
        }
        return Arrays.copyOf(payload.byteArray(), frames.length());
    }

    private static byte[] compressed(byte[] plain) {
        byte[] block = LZ4Factory.safeInstance().fastCompressor().compress(plain);
        UnsafeBuffer packed = new UnsafeBuffer(new byte[block.length + 5]);
        WireWriter writer = new WireWriter().wrap(packed, 0, packed.capacity());
        writer.varUInt(plain.length).bytes(block);
        return Arrays.copyOf(packed.byteArray(), writer.length());
    }

    /** Remembers the key under which the client seals. */
    private static final class SealingKey implements Aead.Provider {
        private byte[] key = {};

        @Override
        public String name() {
            return BouncyCastleAead.PROVIDER.name();
        }

        @Override
        public Aead forSealing(byte[] sealing) {
            key = sealing.clone();
            return BouncyCastleAead.PROVIDER.forSealing(sealing);
        }

        @Override
        public Aead forOpening(byte[] opening) {
            return BouncyCastleAead.PROVIDER.forOpening(opening);
        }
    }
}
