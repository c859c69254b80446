package dev.shadowland.benchmarks.load;

import dev.shadowland.benchmarks.server.Aeads;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.handshake.ProtocolVersion;
import dev.shadowland.transport.datagram.linux.DatagramBatch;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Clients of a gateway echo: each shakes hands, enters, then asks with Benchmark frames. */
public final class GatewayLoad implements EchoLoad {
    private static final long ENTER_NS = 60_000_000_000L;
    private static final long PAUSE_NS = 100_000;
    private static final int AT_ONCE = 32;

    private final List<EchoClient> clients = new ArrayList<>();
    private final Aead.Provider aead = Aeads.best();
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[1200]);
    private final ClientSockets sockets;
    private final LongSupplier clock;
    private final ClientSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final int payloadBytes;
    private long nowNs;
    private long asked;

    /**
     * Clients that are all in the world.
     *
     * @param clock nanoseconds since 1970
     * @throws IOException when one of them does not get in within a minute
     */
    public GatewayLoad(
            ClientSockets sockets, int port, byte[] rootKey, int payloadBytes, LongSupplier clock)
            throws IOException {
        this.sockets = sockets;
        this.payloadBytes = payloadBytes;
        this.clock = clock;
        sockets.aim(port);
        random.nextBytes(payload.byteArray());
        nowNs = clock.getAsLong();
        settings =
                new ClientSettings(
                        List.of(rootKey),
                        ProtocolVersion.CURRENT,
                        ENTER_NS,
                        ConnectionSettings.CLIENT);
        enter();
    }

    private void enter() throws IOException {
        long deadlineNs = nowNs + ENTER_NS;
        int inWorld = 0;
        while (inWorld < sockets.size()) {
            nowNs = clock.getAsLong();
            if (nowNs > deadlineNs) {
                throw new IOException(whoIsMissing());
            }
            if (clients.size() < Math.min(sockets.size(), inWorld + AT_ONCE)) {
                clients.add(new EchoClient(clients.size(), settings, aead, random, nowNs));
            } else {
                LockSupport.parkNanos(PAUSE_NS);
            }
            clients.forEach(this::stepIn);
            inWorld = (int) clients.stream().filter(EchoClient::isInWorld).count();
        }
    }

    private void stepIn(EchoClient client) {
        int index = client.index();
        sockets.receive(index, this::onDatagram);
        DatagramBatch out = sockets.out();
        int length = client.pollEntering(nowNs, out.packets(), out.offset(0));
        if (length > 0) {
            sockets.send(index, length);
        }
    }

    private String whoIsMissing() {
        List<String> missing =
                clients.stream()
                        .filter(client -> !client.isInWorld())
                        .map(EchoClient::state)
                        .distinct()
                        .toList();
        return "not all %d clients came into the world, %d began: %s"
                .formatted(sockets.size(), clients.size(), missing);
    }

    private void onDatagram(int client, DatagramBatch batch, int slot) {
        clients.get(client)
                .onDatagram(batch.packets(), batch.offset(slot), batch.length(slot), nowNs);
    }

    @Override
    public int clients() {
        return clients.size();
    }

    @Override
    public void receive(int client, long now) {
        nowNs = now;
        sockets.receive(client, this::onDatagram);
    }

    @Override
    public void ask(int client, long now) {
        EchoClient asking = clients.get(client);
        if (asking.isOver()) {
            throw new IllegalStateException("a client lost its connection: " + asking.state());
        }
        DatagramBatch out = sockets.out();
        int length = asking.ask(now, out.packets(), out.offset(0), payload, payloadBytes);
        asked += sockets.send(client, length) ? 1 : 0;
    }

    @Override
    public long asked() {
        return asked;
    }

    @Override
    public long answered() {
        long sum = 0;
        for (int i = 0; i < clients.size(); i++) {
            sum += clients.get(i).answered();
        }
        return sum;
    }

    /** Says goodbye. */
    @Override
    public void close() {
        nowNs = clock.getAsLong();
        DatagramBatch out = sockets.out();
        for (int i = 0; i < clients.size(); i++) {
            if (!clients.get(i).isOver()) {
                int length = clients.get(i).leave(nowNs, out.packets(), out.offset(0));
                sockets.send(i, length);
            }
        }
    }
}
