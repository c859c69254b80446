package dev.shadowland.benchmarks.jmh;

import dev.shadowland.protocol.crypto.ReplayWindow;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** Looking at a sequence and taking note of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplayWindowBenchmark {
    /** Positions: the seed's and the most. */
    @Param({"64", "1024"})
    private int size = 64;

    private ReplayWindow window = new ReplayWindow(64);
    private long sequence;

    @Setup
    public void makeWindow() {
        window = new ReplayWindow(size);
    }

    /** One after the other. */
    @Benchmark
    public boolean inOrder() {
        return take(sequence++);
    }

    /** Each pair the wrong way round. */
    @Benchmark
    public boolean swapped() {
        return take(sequence++ ^ 1);
    }

    /** What was there before. */
    @Benchmark
    public boolean replayed() {
        take(sequence++);
        return window.accepts(sequence - 8);
    }

    private boolean take(long number) {
        boolean accepted = window.accepts(number);
        if (accepted) {
            window.mark(number);
        }
        return accepted;
    }
}
