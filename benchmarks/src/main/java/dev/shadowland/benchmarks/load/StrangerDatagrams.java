package dev.shadowland.benchmarks.load;

import dev.shadowland.protocol.handshake.HandshakeInitiator;
import dev.shadowland.protocol.handshake.ProtocolVersion;
import dev.shadowland.protocol.wire.Crc32cTrailer;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the datagrams of strangers that need nobody's answer first. */
public final class StrangerDatagrams {
    /** header, type, version, key: then the length of the cookie. */
    private static final int COOKIE_LENGTH_AT = PacketHeader.LENGTH + 1 + 2 + 32;

    private static final int COOKIE_LENGTH = 48;
    private static final int COOKIE_TIME_AT = 8;
    private static final int VARIETY = 64;

    private final Crc32cTrailer crc = new Crc32cTrailer();
    private final SplittableRandom random;

    /** The same seed makes the same datagrams, but for the keys in them. */
    public StrangerDatagrams(long seed) {
        random = new SplittableRandom(seed);
    }

    /** First Connects, each with a key of its own. */
    public List<byte[]> connects() {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < VARIETY; i++) {
            made.add(connect());
        }
        return made;
    }

    private byte[] connect() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int length =
                new HandshakeInitiator(List.of(), ProtocolVersion.CURRENT, random)
                        .poll(0, buffer, 0);
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** Connects with a forged cookie that names the present time, so that its MAC is looked at. */
    public List<byte[]> wrongCookies() {
        List<byte[]> made = new ArrayList<>();
        for (byte[] connect : connects()) {
            byte[] cookie = bytes(COOKIE_LENGTH);
            new UnsafeBuffer(cookie)
                    .putLong(COOKIE_TIME_AT, System.currentTimeMillis(), ByteOrder.LITTLE_ENDIAN);
            connect[COOKIE_LENGTH_AT] = COOKIE_LENGTH;
            System.arraycopy(cookie, 0, connect, COOKIE_LENGTH_AT + 1, COOKIE_LENGTH);
            made.add(withCrc(connect, connect.length));
        }
        return made;
    }

    /** First Connects that end where their zeros would begin. */
    public List<byte[]> shortConnects() {
        List<byte[]> made = new ArrayList<>();
        for (byte[] connect : connects()) {
            made.add(withCrc(connect, COOKIE_LENGTH_AT + 1 + Crc32cTrailer.LENGTH));
        }
        return made;
    }

    private byte[] withCrc(byte[] datagram, int length) {
        byte[] made = Arrays.copyOf(datagram, length);
        crc.append(new UnsafeBuffer(made), 0, length - Crc32cTrailer.LENGTH);
        return made;
    }

    /** Random bytes. */
    public List<byte[]> garbage() {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < VARIETY; i++) {
            made.add(bytes(1 + random.nextInt(1_400)));
        }
        return made;
    }

    /** Random bytes that have the form of a sealed datagram. */
    public List<byte[]> sealedGarbage() {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < VARIETY; i++) {
            byte[] datagram = bytes(64 + random.nextInt(1_000));
            PacketHeader.write(
                    new UnsafeBuffer(datagram),
                    0,
                    random.nextInt() | 1,
                    PacketHeader.UNRELIABLE,
                    PacketHeader.SEALED,
                    random.nextInt(1 << 20));
            made.add(datagram);
        }
        return made;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
