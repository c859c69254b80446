package dev.shadowland.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class JmhVerdictTest {
    @Test
    void shouldSayThatAllHotPathsAreFreeOnlyWhenOneWasMeasured() {
        assertThat(JmhVerdict.verdict(List.of(), true)).contains("0 B/op, all of them");
        assertThat(JmhVerdict.verdict(List.of(), false)).contains("none was measured");
        assertThat(JmhVerdict.verdict(List.of("x"), true)).contains("ALLOCATE: x");
    }

    @ParameterizedTest
    @CsvSource({
        "AckBenchmark.receive, 0.49, 1, false",
        "AckBenchmark.receive, 0.5, 1, true",
        "AckBenchmark.receive, 16, 1, true",
        "AckBenchmark.receive, NaN, 1, true",
        "InterestBenchmark.update 1000, 0.8, 0.019, false",
        "InterestBenchmark.update 1000, 0.8, 0.04, true",
        "InterestBenchmark.update 1000, 0.8, NaN, true",
        "InterestBenchmark.update 1000, 7.9, 0.019, false",
        "InterestBenchmark.update 1000, 8, 0.019, true",
        "AeadBenchmark.seal best 64, 16, 1, true",
        "AeadBenchmark.seal bouncycastle 64, 312, 1, false",
        "CurvesBenchmark.sign best, 81, 1, false"
    })
    void shouldNameHotPathsThatAllocateOrDoNotSay(
            String name, double bytes, double rate, boolean named) {
        assertThat(JmhVerdict.isHotAndAllocates(name, bytes, rate)).isEqualTo(named);
    }
}
