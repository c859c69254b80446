package dev.shadowland.benchmarks.load;

import dev.shadowland.benchmarks.server.Aeads;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.transport.datagram.linux.DatagramBatch;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Clients that shake hands, leave, and begin anew, one per socket at a time. One thread. */
public final class HandshakeLoad {
    private static final long PAUSE_NS = 50_000;

    private final SecureRandom random = new SecureRandom();
    private final List<EchoClient> clients = new ArrayList<>();
    private final Aead.Provider aead = Aeads.best();
    private final ClientSockets sockets;
    private final ClientSettings settings;
    private final LongSupplier clock;
    private long nowNs;
    private long completed;

    /** Clients at these sockets; {@code clock} counts nanoseconds since 1970. */
    public HandshakeLoad(ClientSockets sockets, int port, byte[] rootKey, LongSupplier clock) {
        this.sockets = sockets;
        this.clock = clock;
        settings = ClientSettings.of(List.of(rootKey));
        sockets.aim(port);
        nowNs = clock.getAsLong();
        for (int i = 0; i < sockets.size(); i++) {
            clients.add(client(i));
        }
    }

    private EchoClient client(int index) {
        return new EchoClient(index, settings, aead, random, nowNs);
    }

    /** Shakes hands for so long. */
    public void run(long durationNs) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < durationNs) {
            long before = completed;
            for (int i = 0; i < clients.size(); i++) {
                step(clients.get(i));
            }
            if (before == completed) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    private void step(EchoClient client) {
        nowNs = clock.getAsLong();
        sockets.receive(client.index(), this::onDatagram);
        DatagramBatch out = sockets.out();
        if (client.isEstablished()) {
            completed++;
            sockets.send(client.index(), client.leave(nowNs, out.packets(), out.offset(0)));
        } else {
            int length = client.pollEntering(nowNs, out.packets(), out.offset(0));
            if (length > 0) {
                sockets.send(client.index(), length);
            }
        }
        if (client.isOver()) {
            clients.set(client.index(), client(client.index()));
        }
    }

    private void onDatagram(int client, DatagramBatch batch, int slot) {
        clients.get(client)
                .onDatagram(batch.packets(), batch.offset(slot), batch.length(slot), nowNs);
    }

    /** Connections whose both ends proved their keys. */
    public long completed() {
        return completed;
    }
}
