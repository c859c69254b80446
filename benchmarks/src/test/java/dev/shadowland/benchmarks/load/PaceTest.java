package dev.shadowland.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int CLIENTS = 4;
    private static final int RATE_HZ = 500;
    private static final long SHORT_NS = 10_000_000;

    private final Load load = new Load();

    /** Answers a question the next time its client looks, unless it is told to lose it. */
    private static final class Load implements EchoLoad {
        private final int[] waiting = new int[CLIENTS];
        private long asked;
        private long answered;
        private long looks;
        private int toLose;

        @Override
        public int clients() {
            return CLIENTS;
        }

        @Override
        public void receive(int client, long nowNs) {
            looks++;
            answered += waiting[client];
            waiting[client] = 0;
        }

        @Override
        public void ask(int client, long nowNs) {
            asked++;
            if (toLose > 0) {
                toLose--;
            } else {
                waiting[client]++;
            }
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

    private Pace pace() {
        return new Pace(load, () -> 0);
    }

    @Test
    void shouldNotWaitForAnswersWhenTheAskingEnds() {
        load.toLose = Integer.MAX_VALUE;
        pace().run(RATE_HZ, SHORT_NS);
        assertThat(load.asked).isPositive();
        assertThat(load.looks).as("one before each question").isEqualTo(load.asked);
    }

    @Test
    void shouldLeaveTheLastAnswersOpenUntilTheyAreTaken() {
        Pace pace = pace();
        pace.run(RATE_HZ, SHORT_NS);
        assertThat(load.asked - load.answered).isEqualTo(CLIENTS);
        long looks = load.looks;
        pace.take();
        assertThat(load.answered).isEqualTo(load.asked);
        assertThat(load.looks - looks).isEqualTo(CLIENTS);
    }

    @Test
    void shouldTakeAllAnswersWhenDrained() {
        Pace pace = pace();
        pace.run(RATE_HZ, SHORT_NS);
        pace.drain();
        assertThat(load.answered).isEqualTo(load.asked);
    }

    @Test
    void shouldNotWaitForWhatWasLostBeforeItBegan() {
        load.toLose = 1;
        load.ask(0, 0);
        Pace pace = pace();
        pace.drain();
        assertThat(load.looks).isZero();
        pace.run(RATE_HZ, SHORT_NS);
        long looks = load.looks;
        pace.drain();
        assertThat(load.looks - looks).as("one pass brings all").isEqualTo(CLIENTS);
        assertThat(load.asked - load.answered).isEqualTo(1);
    }

    @Test
    void shouldWaitForALostAnswerOnceOnly() {
        Pace pace = pace();
        load.toLose = 1;
        pace.run(RATE_HZ, SHORT_NS);
        pace.drain();
        assertThat(load.asked - load.answered).isEqualTo(1);
        pace.run(RATE_HZ, SHORT_NS);
        long looks = load.looks;
        pace.drain();
        assertThat(load.looks - looks).as("one pass brings all").isEqualTo(CLIENTS);
    }

    @Test
    void shouldNotWaitForAnswersWhenTheSaturationEnds() {
        load.toLose = Integer.MAX_VALUE;
        pace().saturate(1_000_000, SHORT_NS);
        assertThat(load.looks).as("one before each question").isEqualTo(load.asked);
    }
}
