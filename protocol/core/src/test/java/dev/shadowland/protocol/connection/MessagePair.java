package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Two established ends that talk in messages, without cipher and without network: a test carries
 * each datagram itself, or does not, and can forge any.
 */
final class MessagePair {
    static final long MS = 1_000_000;
    static final ConnectionSettings QUIET =
            new ConnectionSettings(64, 3_600_000 * MS, 3_600_000 * MS, 15_000 * MS);

    /** So much that congestion control never shows. */
    static final ConnectionSettings WIDE =
            new ConnectionSettings(
                    1024, 3_600_000 * MS, 3_600_000 * MS, 3_600_000 * MS, 1 << 30, 1 << 30, false);

    private static final int MOST_DATAGRAMS = 10_000;

    final MessageEnd clientSide = new MessageEnd();
    final MessageEnd serverSide = new MessageEnd();
    final ConnectionMemory memory = new ConnectionMemory();
    final PeerConnection client;
    final PeerConnection server;
    long nowNs = 1_800_000_000_000_000_000L;

    MessagePair(ConnectionSettings settings) {
        client = connection(true, settings, clientSide);
        server = connection(false, settings, serverSide);
        clientSide.own = client;
        serverSide.own = server;
        for (int i = 0; i < 10; i++) {
            exchange();
        }
        if (!client.isEstablished() || !server.isEstablished()) {
            throw new AssertionError("not established");
        }
    }

    private PeerConnection connection(
            boolean isClient, ConnectionSettings settings, ConnectionHandler handler) {
        ConnectionKeys keys =
                ConnectionKeys.ofClient(
                        SessionKeys.split(new byte[64], new byte[32]),
                        ClearAead.PROVIDER,
                        _ -> false);
        return new PeerConnection(7, isClient, keys, settings, 5, nowNs, handler).share(memory);
    }

    /** What each end has due goes to the other, until nothing is; returns how many went. */
    int exchange() {
        int carried = 0;
        for (int before = -1; before != carried && carried < 10_000; ) {
            before = carried;
            carried += carry(client, server);
            carried += carry(server, client);
        }
        return carried;
    }

    /** What one end has due goes to the other. */
    int carry(PeerConnection from, PeerConnection to) {
        int carried = 0;
        for (byte[] next = poll(from); next != null; next = poll(from)) {
            give(to, next);
            if (++carried > MOST_DATAGRAMS) {
                throw new AssertionError("it does not end");
            }
        }
        return carried;
    }

    /** What is due is lost; returns how many datagrams. */
    int lose(PeerConnection from) {
        int lost = 0;
        while (poll(from) != null) {
            if (++lost > MOST_DATAGRAMS) {
                throw new AssertionError("it does not end");
            }
        }
        return lost;
    }

    byte @Nullable [] poll(PeerConnection from) {
        return from.isSendDue(nowNs) ? send(from, _ -> {}) : null;
    }

    byte[] send(PeerConnection from, Consumer<WireWriter> frames) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        frames.accept(from.begin(out, 0, nowNs));
        return Arrays.copyOf(out.byteArray(), from.end());
    }

    @Nullable DropReason give(PeerConnection to, byte[] datagram) {
        return to.onDatagram(new UnsafeBuffer(datagram.clone()), 0, datagram.length, nowNs);
    }

    /** Gives the server a datagram that the client never sent. */
    @Nullable DropReason forge(long sequence, int flags, Consumer<WireWriter> frames) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        PacketHeader.write(out, 0, 7, 0, PacketHeader.SEALED | flags, sequence);
        WireWriter writer = new WireWriter().wrap(out, PacketHeader.LENGTH, 1_170);
        frames.accept(writer);
        int length = new ClearAead().seal(out, 0, writer.length());
        return give(server, Arrays.copyOf(out.byteArray(), length));
    }

    static long sequence(byte[] datagram) {
        return PacketHeader.sequence(new UnsafeBuffer(datagram), 0);
    }
}
