package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;

import dev.shadowland.protocol.crypto.AeadChoice;
import dev.shadowland.protocol.crypto.AeadSelection;
import dev.shadowland.transport.datagram.DatagramCount;
import dev.shadowland.transport.datagram.DatagramPorts;
import dev.shadowland.transport.datagram.NetworkIo;
import dev.shadowland.transport.status.Counters;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * The whole path of a playing client's datagrams, there and back: receive, open, decode, offer to
 * Aeron; poll Aeron, compose, seal, send. What is left over comes from housekeeping, four times a
 * second, and from calls into C as long as they are not compiled.
 */
class NoAllocationIT {
    private static final int CLIENTS = 64;
    private static final int FIRST_CLIENTS = 4;

    /** Of few datagrams each: what runs once per cycle is to be compiled, too. */
    private static final int WARM_UP_TICKS = 20_000;

    private static final long DATAGRAMS = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long allocated;

    @Test
    void shouldMakeNothingPerDatagramOverAMillionOfThem() throws IOException {
        assumeTrue(DatagramPorts.whyNotBatch() == null, DatagramPorts.whyNotBatch());
        AeadSelection aead = AeadSelection.choose(AeadChoice.AUTO);
        assumeTrue(aead.problem() == null, aead.problem());
        try (SteadyLoad load = new SteadyLoad(NetworkIo.BATCH, aead.provider())) {
            add(load, FIRST_CLIENTS);
            play(load, 2 * FIRST_CLIENTS * WARM_UP_TICKS);
            add(load, CLIENTS);
            play(load, DATAGRAMS / 10);
            allocated = 0;
            long inputsBefore = load.inputsAtShard;
            long snapshotsBefore = load.snapshotsAtClients;

            long datagrams = play(load, DATAGRAMS);

            System.out.printf(
                    "worker: %d bytes allocated over %d datagrams, %.4f each%n",
                    allocated, datagrams, (double) allocated / datagrams);
            assertThat((double) allocated / datagrams).isLessThan(1.0);
            assertThat(load.inputsAtShard - inputsBefore).isGreaterThan(DATAGRAMS * 45 / 100);
            assertThat(load.snapshotsAtClients - snapshotsBefore)
                    .isGreaterThan(DATAGRAMS * 45 / 100);
        }
    }

    private static void add(SteadyLoad load, int clients) {
        while (load.clients() < clients) {
            load.addClient();
        }
    }

    private long play(SteadyLoad load, long datagrams) {
        long from = seen(load);
        while (seen(load) - from < datagrams) {
            load.beginTick();
            long before = threads.getCurrentThreadAllocatedBytes();
            while (load.worker.doWork() >= load.clients()) {}
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
            load.endTick();
        }
        return seen(load) - from;
    }

    private static long seen(SteadyLoad load) {
        Counters counters = load.gatewayPort.counters();
        return counters.get(DatagramCount.DATAGRAMS_IN) + counters.get(DatagramCount.DATAGRAMS_OUT);
    }
}
