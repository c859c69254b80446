package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/** Reads a plaintext datagram and writes what was read. */
public final class PlaintextRewriter {
    private static final int COOKIE_KEY = 15;

    private PlaintextRewriter() {}

    /** What the code makes of what it reads in these bytes. */
    public static byte[] rewritten(byte[] datagram) {
        PlaintextDatagram plain = new PlaintextDatagram();
        UnsafeBuffer in = new UnsafeBuffer(datagram);
        UnsafeBuffer out = new UnsafeBuffer(new byte[1200]);
        if (plain.check(in, 0, datagram.length) != null) {
            throw new AssertionError("no plaintext datagram");
        }
        int length =
                switch (PlaintextDatagram.type(in, 0)) {
                    case FrameType.CONNECT ->
                            plain.writeConnect(out, 0, connect(plain, in, datagram.length));
                    case FrameType.COOKIE -> {
                        byte[] key =
                                Arrays.copyOfRange(
                                        datagram, COOKIE_KEY, COOKIE_KEY + Curves.KEY_LENGTH);
                        byte[] cookie = read(plain.readCookie(in, 0, datagram.length, key));
                        yield plain.writeCookie(out, 0, key, cookie);
                    }
                    case FrameType.CONNECTION_ACCEPTED ->
                            plain.writeAccepted(
                                    out, 0, read(plain.readAccepted(in, 0, datagram.length)));
                    default ->
                            plain.writeDenied(
                                    out, 0, read(plain.readDenied(in, 0, datagram.length)));
                };
        return Arrays.copyOf(out.byteArray(), length);
    }

    private static PlaintextDatagram.Connect connect(
            PlaintextDatagram plain, UnsafeBuffer in, int length) {
        PlaintextDatagram.ReceivedConnect read = new PlaintextDatagram.ReceivedConnect();
        if (!plain.readConnect(in, 0, length, read)) {
            throw new AssertionError("malformed");
        }
        byte[] cookie = read.hasCookie() ? read.cookie() : null;
        return new PlaintextDatagram.Connect(read.version(), read.clientKey(), cookie);
    }

    private static <T> T read(@Nullable T value) {
        return Objects.requireNonNull(value, "malformed");
    }
}
