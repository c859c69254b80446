package dev.shadowland.benchmarks.load;

import dev.shadowland.transport.datagram.linux.DatagramBatch;

/** Clients of a raw echo: a datagram is the bare payload. */
public final class RawLoad implements EchoLoad {
    private final ClientSockets sockets;
    private final int payloadBytes;
    private long asked;
    private long answered;

    /** Asks the server on that port; the sockets stay the caller's. */
    public RawLoad(ClientSockets sockets, int port, int payloadBytes) {
        this.sockets = sockets;
        this.payloadBytes = payloadBytes;
        sockets.aim(port);
    }

    @Override
    public int clients() {
        return sockets.size();
    }

    @Override
    public void receive(int client, long nowNs) {
        sockets.receive(client, this::onDatagram);
    }

    private void onDatagram(int client, DatagramBatch batch, int slot) {
        boolean isOurs =
                batch.length(slot) == payloadBytes
                        && batch.packets().getInt(batch.offset(slot)) == client;
        answered += isOurs ? 1 : 0;
    }

    @Override
    public void ask(int client, long nowNs) {
        DatagramBatch out = sockets.out();
        out.packets().putInt(out.offset(0), client);
        out.packets().putLong(out.offset(0) + Integer.BYTES, asked);
        asked += sockets.send(client, payloadBytes) ? 1 : 0;
    }

    @Override
    public long asked() {
        return asked;
    }

    @Override
    public long answered() {
        return answered;
    }

    @Override
    public void close() {}
}
