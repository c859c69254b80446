package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.rekey.KeyAgreement;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Two ends with agreed keys and no network: a test carries each datagram itself, and can forge
 * under either key.
 */
final class ConnectionPair {
    static final int ID = 0x0400_0001;
    static final long MS = 1_000_000;

    final RecordingHandler clientSide = new RecordingHandler();
    final RecordingHandler serverSide = new RecordingHandler();
    final PeerConnection client;
    final PeerConnection server;
    long nowNs = 1_800_000_000_000_000_000L;

    private final Aead rogueClient;
    private final Aead rogueServer;
    private final Aead readerOfClient;
    private final Aead readerOfServer;

    ConnectionPair() {
        this(ConnectionSettings.CLIENT, ConnectionSettings.SERVER, null);
    }

    ConnectionPair(
            ConnectionSettings clientSettings,
            ConnectionSettings serverSettings,
            @Nullable ConnectionHandler serverHandler) {
        byte[] derived = new byte[64];
        new SplittableRandom(11).nextBytes(derived);
        Aead.Provider provider = BouncyCastleAead.PROVIDER;
        rogueServer = provider.forSealing(Arrays.copyOf(derived, 32));
        rogueClient = provider.forSealing(Arrays.copyOfRange(derived, 32, 64));
        readerOfServer = provider.forOpening(Arrays.copyOf(derived, 32));
        readerOfClient = provider.forOpening(Arrays.copyOfRange(derived, 32, 64));
        client =
                new PeerConnection(
                        ID,
                        true,
                        ConnectionKeys.ofClient(
                                SessionKeys.split(derived.clone(), new byte[32]),
                                provider,
                                KeyAgreement.inline(new SplittableRandom(12))),
                        clientSettings,
                        77,
                        nowNs,
                        clientSide);
        server =
                new PeerConnection(
                        ID,
                        false,
                        ConnectionKeys.ofServer(
                                SessionKeys.split(derived, new byte[32]),
                                provider,
                                RekeySettings.DEFAULT,
                                KeyAgreement.inline(new SplittableRandom(13))),
                        serverSettings,
                        88,
                        nowNs,
                        serverHandler == null ? serverSide : serverHandler);
    }

    ConnectionPair established() {
        for (int i = 0; i < 10 && !(client.isEstablished() && server.isEstablished()); i++) {
            exchange();
        }
        exchange();
        exchange();
        return this;
    }

    /** What each end has due goes to the other at once; returns how many datagrams went. */
    int exchange() {
        int carried = 0;
        if (client.isSendDue(nowNs)) {
            carried++;
            give(server, send(client));
        }
        if (server.isSendDue(nowNs)) {
            carried++;
            give(client, send(server));
        }
        return carried;
    }

    byte[] send(PeerConnection from) {
        return send(from, _ -> {});
    }

    byte[] send(PeerConnection from, Consumer<WireWriter> frames) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        frames.accept(from.begin(out, 0, nowNs));
        return Arrays.copyOf(out.byteArray(), from.end());
    }

    /** Why the datagram was dropped, or else the first frame of it; null when all was taken. */
    @Nullable DropReason give(PeerConnection to, byte[] datagram) {
        List<DropReason> frameDrops = (to == client ? clientSide : serverSide).frameDrops;
        frameDrops.clear();
        UnsafeBuffer copy = new UnsafeBuffer(datagram.clone());
        DropReason wrong = to.onDatagram(copy, 0, datagram.length, nowNs);
        return wrong != null || frameDrops.isEmpty() ? wrong : frameDrops.getFirst();
    }

    /** Types of the frames in an uncompressed datagram of the first epoch, in their order. */
    List<Integer> frameTypes(PeerConnection from, byte[] datagram) {
        UnsafeBuffer copy = new UnsafeBuffer(datagram.clone());
        Aead aead = from == client ? readerOfClient : readerOfServer;
        int length = aead.open(copy, 0, datagram.length);
        FrameReader frames = new FrameReader().wrap(copy, PacketHeader.LENGTH, length);
        List<Integer> types = new ArrayList<>();
        while (frames.next()) {
            types.add(frames.type());
        }
        return types;
    }

    /** A datagram that opens at the server, with any payload and sequence. */
    byte[] forgeFromClient(long sequence, Consumer<WireWriter> payload) {
        return forge(rogueClient, sequence, payload);
    }

    /** A datagram that opens at the client. */
    byte[] forgeFromServer(long sequence, Consumer<WireWriter> payload) {
        return forge(rogueServer, sequence, payload);
    }

    private static byte[] forge(Aead aead, long sequence, Consumer<WireWriter> payload) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        PacketHeader.write(out, 0, ID, PacketHeader.UNRELIABLE, PacketHeader.SEALED, sequence);
        WireWriter writer =
                new WireWriter().wrap(out, PacketHeader.LENGTH, PacketHeader.MAX_PAYLOAD);
        payload.accept(writer);
        return Arrays.copyOf(out.byteArray(), aead.seal(out, 0, writer.length()));
    }
}
