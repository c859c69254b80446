package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.Crc32cTrailer;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A responder with its public-key work at hand, and clients that knock at it. */
final class Handshakes {
    static final long MS = 1_000_000;
    static final long NOW_MS = 1_800_000_000_000L;
    static final PeerAddress CLIENT = new PeerAddress(0, 0xFFFF_0A00_0001L, 4000);

    final SplittableRandom random;
    final byte[] rootKey;
    final List<byte[]> roots;
    final GatewayIdentity identity;
    final List<DropReason> drops = new ArrayList<>();
    final ArrayDeque<KeyWork> work = new ArrayDeque<>();
    final ConnectionIds ids;
    final HandshakeResponder responder;
    final UnsafeBuffer reply = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    int maxWork = Integer.MAX_VALUE;
    long nowNs = NOW_MS * MS;

    private Handshakes(HandshakeSettings settings, SplittableRandom random) {
        this.random = random;
        rootKey = Curves.newPrivateKey(random);
        roots = List.of(Curves.signingPublicKey(rootKey));
        identity = identity(rootKey, NOW_MS - 1000, NOW_MS + 3_600_000);
        ids = new ConnectionIds(3, random);
        responder = new HandshakeResponder(settings, random, ids, this::offer, drops::add);
    }

    Handshakes(HandshakeSettings settings) {
        this(settings, new SplittableRandom(21));
    }

    /** One whose secrets go on from there. */
    Handshakes(SplittableRandom random) {
        this(HandshakeSettings.DEFAULT, random);
    }

    Handshakes() {
        this(HandshakeSettings.DEFAULT);
    }

    GatewayIdentity identity(byte[] root, long notBeforeMs, long notAfterMs) {
        byte[] key = Curves.newPrivateKey(random);
        return new GatewayIdentity(
                key,
                IdentityCertificate.issue(
                        root, Curves.signingPublicKey(key), notBeforeMs, notAfterMs));
    }

    HandshakeInitiator client() {
        return new HandshakeInitiator(roots, ProtocolVersion.CURRENT, random);
    }

    /** What the client has due now; it must have something. */
    byte[] poll(HandshakeInitiator client) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int length = client.poll(nowNs, out, 0);
        if (length == 0) {
            throw new AssertionError("nothing due while " + client.state());
        }
        return Arrays.copyOf(out.byteArray(), length);
    }

    /** The answer to a datagram, empty for none. */
    byte[] knock(PeerAddress from, byte[] datagram) {
        UnsafeBuffer in = new UnsafeBuffer(datagram);
        int length =
                responder.onDatagram(
                        nowNs, from.hi(), from.lo(), from.port(), in, 0, datagram.length, reply);
        return Arrays.copyOf(reply.byteArray(), length);
    }

    /** The oldest public-key work, done: what is to be sent. */
    byte[] finishWork() {
        KeyWork.Done done = work.remove().run(identity, random);
        if (done == null) {
            return new byte[0];
        }
        return Arrays.copyOf(reply.byteArray(), responder.onKeys(done, reply));
    }

    /** A Connect that carries a good cookie, sent by a client that waits for its answer. */
    byte[] connectWithCookie(HandshakeInitiator client, PeerAddress from) {
        byte[] cookie = knock(from, poll(client));
        client.onDatagram(nowNs, new UnsafeBuffer(cookie), 0, cookie.length);
        return poll(client);
    }

    /** A plaintext datagram with its checksum put right after a change. */
    static byte[] mended(byte[] datagram) {
        new Crc32cTrailer()
                .append(new UnsafeBuffer(datagram), 0, datagram.length - Crc32cTrailer.LENGTH);
        return datagram;
    }

    private boolean offer(KeyWork item) {
        return work.size() < maxWork && work.add(item);
    }
}
