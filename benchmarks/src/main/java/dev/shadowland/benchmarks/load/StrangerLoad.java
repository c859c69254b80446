package dev.shadowland.benchmarks.load;

import dev.shadowland.benchmarks.server.Aeads;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.handshake.HandshakeInitiator;
import dev.shadowland.protocol.handshake.ProtocolVersion;
import dev.shadowland.transport.datagram.linux.DatagramBatch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Somebody whom the gateway does not know. Uses sockets 0 and 1; one thread. */
public final class StrangerLoad {
    private static final int CLIENT = 0;
    private static final int STRANGER = 1;
    private static final long WAIT_NS = 20_000_000_000L;
    private static final long LAST_ANSWERS_NS = 200_000_000L;
    private static final int BURST = 64;
    private static final long BURST_PAUSE_NS = 500_000L;

    private final StrangerDatagrams datagrams = new StrangerDatagrams(20261122);
    private final ClientSockets sockets;
    private final LongSupplier clock;
    private final byte[] rootKey;
    private long sentDatagrams;
    private long sentBytes;
    private long repliedDatagrams;
    private long repliedBytes;

    /** A stranger to the server on that port; {@code clock} counts nanoseconds since 1970. */
    public StrangerLoad(ClientSockets sockets, int port, byte[] rootKey, LongSupplier clock) {
        this.sockets = sockets;
        this.clock = clock;
        this.rootKey = rootKey.clone();
        sockets.aim(port);
    }

    /**
     * What he is to send.
     *
     * @throws IOException when what it takes, a cookie or a client to overhear, is not to be had
     */
    public List<byte[]> datagrams(StrangerKind kind) throws IOException {
        return switch (kind) {
            case CONNECT_WITHOUT_COOKIE -> datagrams.connects();
            case CONNECT_WITH_WRONG_COOKIE -> datagrams.wrongCookies();
            case CONNECT_WITH_VALID_COOKIE -> List.of(connectWithCookie());
            case SHORT_CONNECT -> datagrams.shortConnects();
            case GARBAGE -> datagrams.garbage();
            case SEALED_GARBAGE -> datagrams.sealedGarbage();
            case REPLAYED -> List.of(overheard());
        };
    }

    /** Sends them in turn, so many in all, and counts what comes back. */
    public void run(List<byte[]> kind, int count) {
        sentDatagrams = 0;
        sentBytes = 0;
        repliedDatagrams = 0;
        repliedBytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] datagram = kind.get(i % kind.size());
            boolean sent = send(STRANGER, datagram);
            sentDatagrams += sent ? 1 : 0;
            sentBytes += sent ? datagram.length : 0;
            if (i % BURST == 0) {
                LockSupport.parkNanos(BURST_PAUSE_NS);
                takeReplies();
            }
        }
        long endNs = System.nanoTime() + LAST_ANSWERS_NS;
        while (System.nanoTime() < endNs) {
            takeReplies();
            LockSupport.parkNanos(BURST_PAUSE_NS);
        }
    }

    private void takeReplies() {
        while (sockets.receive(STRANGER, this::onReply) > 0) {
            // All of them.
        }
    }

    private void onReply(int socket, DatagramBatch batch, int slot) {
        repliedDatagrams++;
        repliedBytes += batch.length(slot);
    }

    private boolean send(int socket, byte[] datagram) {
        DatagramBatch out = sockets.out();
        out.packets().putBytes(out.offset(0), datagram);
        return sockets.send(socket, datagram.length);
    }

    /** The Connect with the cookie that the gateway gave for the one without. */
    private byte[] connectWithCookie() throws IOException {
        HandshakeInitiator handshake =
                new HandshakeInitiator(
                        List.of(rootKey), ProtocolVersion.CURRENT, new SecureRandom());
        long deadlineNs = clock.getAsLong() + WAIT_NS;
        for (long nowNs = clock.getAsLong(); nowNs < deadlineNs; nowNs = clock.getAsLong()) {
            byte[] datagram = poll(handshake, nowNs);
            if (datagram != null) {
                if (handshake.state() == HandshakeInitiator.State.WANTS_ACCEPT) {
                    return datagram;
                }
                boolean _ = send(STRANGER, datagram);
            }
            long now = nowNs;
            int _ =
                    sockets.receive(
                            STRANGER,
                            (_, batch, slot) -> {
                                var _ =
                                        handshake.onDatagram(
                                                now,
                                                batch.packets(),
                                                batch.offset(slot),
                                                batch.length(slot));
                            });
            LockSupport.parkNanos(BURST_PAUSE_NS);
        }
        throw new IOException("the gateway gave no cookie");
    }

    private byte @Nullable [] poll(HandshakeInitiator handshake, long nowNs) {
        DatagramBatch out = sockets.out();
        int length = handshake.poll(nowNs, out.packets(), out.offset(0));
        return length == 0 ? null : bytes(out, length);
    }

    private static byte[] bytes(DatagramBatch batch, int length) {
        byte[] bytes = new byte[length];
        batch.packets().getBytes(batch.offset(0), bytes);
        return bytes;
    }

    /** A datagram of a client whose connection stands, which the gateway has already taken. */
    private byte[] overheard() throws IOException {
        long nowNs = clock.getAsLong();
        long deadlineNs = nowNs + WAIT_NS;
        EchoClient client =
                new EchoClient(
                        CLIENT,
                        ClientSettings.of(List.of(rootKey)),
                        Aeads.best(),
                        new SecureRandom(),
                        nowNs);
        while (!client.isInWorld()) {
            nowNs = clock.getAsLong();
            if (nowNs > deadlineNs) {
                throw new IOException("no client to overhear came in: " + client.state());
            }
            byte[] sent = step(client, nowNs);
            boolean _ = sent != null && send(CLIENT, sent);
            LockSupport.parkNanos(BURST_PAUSE_NS);
        }
        DatagramBatch out = sockets.out();
        int length = client.ask(nowNs, out.packets(), out.offset(0), out.packets(), 100);
        byte[] taken = bytes(out, length);
        boolean _ = send(CLIENT, taken);
        LockSupport.parkNanos(LAST_ANSWERS_NS);
        return taken;
    }

    private byte @Nullable [] step(EchoClient client, long nowNs) {
        int _ =
                sockets.receive(
                        CLIENT,
                        (_, batch, slot) ->
                                client.onDatagram(
                                        batch.packets(),
                                        batch.offset(slot),
                                        batch.length(slot),
                                        nowNs));
        DatagramBatch out = sockets.out();
        int length = client.pollEntering(nowNs, out.packets(), out.offset(0));
        return length == 0 ? null : bytes(out, length);
    }

    /** Datagrams sent in the last run. */
    public long sentDatagrams() {
        return sentDatagrams;
    }

    /** Bytes of them. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Datagrams that came back in the last run. */
    public long repliedDatagrams() {
        return repliedDatagrams;
    }

    /** Bytes of them. */
    public long repliedBytes() {
        return repliedBytes;
    }
}
