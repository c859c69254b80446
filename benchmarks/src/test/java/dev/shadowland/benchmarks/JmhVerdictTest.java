package dev.shadowland.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhVerdictTest {
    @ParameterizedTest
    @CsvSource({
        "AckBenchmark.receive, 0.49, false",
        "AckBenchmark.receive, 0.5, true",
        "AckBenchmark.receive, 16, true",
        "AckBenchmark.receive, NaN, true",
        "AeadBenchmark.seal best 64, 16, true",
        "AeadBenchmark.seal bouncycastle 64, 312, false",
        "CurvesBenchmark.sign best, 81, false"
    })
    void shouldNameHotPathsThatAllocateOrDoNotSay(String name, double bytes, boolean named) {
        assertThat(JmhVerdict.isHotAndAllocates(name, bytes)).isEqualTo(named);
    }
}
