package dev.shadowland.benchmarks.server;

import dev.shadowland.transport.datagram.linux.DatagramBatch;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import org.agrona.concurrent.Agent;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends back what it receives, from where it lies, as a C program would: no copy, no look at the
 * bytes. Owned by one thread; the counts may be read from any.
 */
final class RawEchoAgent implements Agent {
    /** As much as a gateway worker takes per duty cycle, in calls as large as its port's. */
    private static final int PER_CYCLE = 256;

    private static final int PER_CALL = 64;

    private final AtomicLong echoes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final LinuxSocket socket;
    private final DatagramBatch batch;
    private final int worker;

    RawEchoAgent(LinuxSocket socket, int worker) {
        this.socket = socket;
        this.worker = worker;
        batch = socket.batch(PER_CALL);
    }

    long echoes() {
        return echoes.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public int doWork() {
        int taken = 0;
        while (taken < PER_CYCLE) {
            int received = socket.receive(batch, PER_CALL);
            if (received <= 0) {
                break;
            }
            taken += received;
            reply(received);
            batch.expect(received);
            if (received < PER_CALL) {
                break;
            }
        }
        // Both ways count, as they do in a worker's duty cycle: the wait strategy goes by it.
        return 2 * taken;
    }

    private void reply(int count) {
        for (int slot = 0; slot < count; slot++) {
            batch.prepareReply(slot, batch.length(slot));
        }
        int sent = 0;
        while (sent < count) {
            int now = socket.send(batch, sent, count - sent);
            if (now <= 0) {
                refused.setRelease(refused.get() + count - sent);
                break;
            }
            sent += now;
        }
        echoes.setRelease(echoes.get() + sent);
    }

    @Override
    public void onClose() {
        socket.close();
        batch.close();
    }

    @Override
    public String roleName() {
        return "raw-echo-" + worker;
    }
}
