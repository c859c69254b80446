package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class FrameTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[40_000]);
    private final WireWriter writer = new WireWriter().wrap(buffer, 9, 39_000);
    private final FrameReader frames = new FrameReader();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 126, 127, 128, 129, 255, 256, 1167, 16382, 16383})
    void shouldCloseTheGapWhenTheLengthIsKnownAtTheEnd(int length) {
        byte[] body = new byte[length];
        new SplittableRandom(length).nextBytes(body);
        int mark = FrameWriter.begin(writer, 0x26);
        writer.bytes(body);
        FrameWriter.end(writer, mark);
        FrameWriter.write(writer, 0x41, new UnsafeBuffer(body), 0, length);

        assertThat(writer.length()).isEqualTo(2 * FrameWriter.size(length));
        frames.wrap(buffer, 9, writer.length());
        assertFrame(0x26, body);
        assertFrame(0x41, body);
        assertThat(frames.next()).isFalse();
        assertThat(frames.truncated()).isFalse();
    }

    @Test
    void shouldRefuseABodyLongerThanTwoBytesOfLength() {
        int mark = FrameWriter.begin(writer, 1);
        writer.bytes(new byte[16384]);

        assertThatThrownBy(() -> FrameWriter.end(writer, mark))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 200})
    void shouldEndARunOfBitsWithTheFrame(int length) {
        int mark = FrameWriter.begin(writer, 1);
        writer.bytes(new byte[length]).bits(0b11, 2);
        FrameWriter.end(writer, mark);
        int end = writer.position();

        writer.bit(true);

        assertThat(writer.position()).isEqualTo(end + 1);
        assertThat(buffer.getByte(end - 1)).isEqualTo((byte) 0b11);
        assertThat(buffer.getByte(end)).isEqualTo((byte) 1);
    }

    @Test
    void shouldContainAnErrorToItsFrame() {
        FrameWriter.head(writer, 0x41, 3).u8(0xFF).u8(0xFF).u8(0xFF);
        FrameWriter.head(writer, 0x43, 1).u8(7);
        frames.wrap(buffer, 9, writer.length());
        WireReader body = new WireReader();

        assertThat(frames.next()).isTrue();
        body.wrap(buffer, frames.bodyOffset(), frames.bodyLength()).i64();
        assertThat(body.failed()).isTrue();
        assertThat(frames.next()).isTrue();
        assertThat(frames.type()).isEqualTo(0x43);
        assertThat(body.wrap(buffer, frames.bodyOffset(), frames.bodyLength()).u8()).isEqualTo(7);
        assertThat(frames.next()).isFalse();
        assertThat(frames.truncated()).isFalse();
    }

    @Test
    void shouldDropTheRestWhenALengthGoesPastTheEnd() {
        FrameWriter.head(writer, 0x41, 1).u8(1);
        FrameWriter.head(writer, 0x41, 3).u8(1).u8(2);
        frames.wrap(buffer, 9, writer.length());

        assertThat(frames.next()).isTrue();
        assertThat(frames.next()).isFalse();
        assertThat(frames.truncated()).isTrue();
        assertThat(frames.next()).isFalse();
    }

    @Test
    void shouldDropTheRestWhenALengthIsBeyond31Bits() {
        writer.u8(1).varUInt(-1).u8(0);
        frames.wrap(buffer, 9, writer.length());

        assertThat(frames.next()).isFalse();
        assertThat(frames.truncated()).isTrue();
    }

    private void assertFrame(int type, byte[] body) {
        assertThat(frames.next()).isTrue();
        assertThat(frames.type()).isEqualTo(type);
        assertThat(frames.bodyLength()).isEqualTo(body.length);
        byte[] read = new byte[body.length];
        buffer.getBytes(frames.bodyOffset(), read);
        assertThat(read).isEqualTo(body);
    }
}
