package dev.shadowland.benchmarks.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;

class RecordingTest {
    private static final byte[] THREE = {
        9, 0, 0, 0, 2, 0, 7, 8, 19, 0, 0, 0, 0, 0, 9, 1, 0, 0, 1, 0, 9
    };

    @Test
    void shouldTakeARecordingApart() throws IOException {
        Recording recording = Recording.read(THREE);
        assertThat(recording.payloads())
                .containsExactly(new byte[] {7, 8}, new byte[] {}, new byte[] {9});
        assertThat(recording.size()).isEqualTo(3);
        assertThat(recording.bot(0)).isEqualTo(9);
        assertThat(recording.bot(1)).isEqualTo(19);
        assertThat(recording.bot(2)).isEqualTo(265);
        assertThat(recording.payload(2)).containsExactly(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 20})
    void shouldRefuseWhatIsCutShort(int bytes) {
        assertThatThrownBy(() -> Recording.read(Arrays.copyOf(THREE, bytes)))
                .isInstanceOf(IOException.class);
    }
}
