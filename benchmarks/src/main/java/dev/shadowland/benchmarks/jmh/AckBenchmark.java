package dev.shadowland.benchmarks.jmh;

import dev.shadowland.protocol.reliability.AckField;
import dev.shadowland.protocol.reliability.SentWindow;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** A datagram's way through both ends' accounts of what arrived. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AckBenchmark {
    private final AckField received = new AckField();
    private final Tally tally = new Tally();
    private long sequence;
    private long lossySequence;
    private final AckField lossyReceived = new AckField();
    private final SentWindow lossySent = new SentWindow();

    private static final class Tally implements SentWindow.Fate {
        private long acked;
        private long lost;

        @Override
        public void onAcked(long number) {
            acked++;
        }

        @Override
        public void onLost(long number) {
            lost++;
        }
    }

    /** The receiver takes note of one. */
    @Benchmark
    public long receive() {
        received.onReceived(sequence++);
        return received.bits();
    }

    /** One is sent, arrives and is acknowledged; every 16th does not. */
    @Benchmark
    public long sendReceiveAck() {
        long number = lossySequence++;
        lossySent.onSent(number, tally);
        if ((number & 15) != 15) {
            lossyReceived.onReceived(number);
        }
        if (!lossySent.onAck(lossyReceived.newest(), lossyReceived.bits(), tally)) {
            throw new IllegalStateException("an ack of what was never sent");
        }
        return tally.acked + tally.lost;
    }
}
