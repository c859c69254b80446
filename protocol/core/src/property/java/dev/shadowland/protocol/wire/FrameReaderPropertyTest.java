package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

class FrameReaderPropertyTest {
    @Property(tries = 1000)
    void shouldStayInsideOfAnyBytes(
            @ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(max = 9) int offset) {
        byte[] all = new byte[offset + bytes.length + 9];
        System.arraycopy(bytes, 0, all, offset, bytes.length);
        FrameReader frames = new FrameReader().wrap(new UnsafeBuffer(all), offset, bytes.length);
        int end = offset;
        while (frames.next()) {
            assertThat(frames.type()).isBetween(0, 255);
            assertThat(frames.bodyLength()).isGreaterThanOrEqualTo(0);
            assertThat(frames.bodyOffset()).isGreaterThanOrEqualTo(end + 2);
            end = frames.bodyOffset() + frames.bodyLength();
            assertThat(end).isLessThanOrEqualTo(offset + bytes.length);
        }
        assertThat(frames.truncated()).isEqualTo(end != offset + bytes.length);
        assertThat(frames.next()).isFalse();
    }

    @Property(tries = 500)
    void shouldReadBackTheFramesOfATruncatedPayloadUpToTheCut(
            @ForAll @Size(max = 30) byte[] lengths, @ForAll @IntRange(max = 4000) int cut) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8000]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, 8000);
        int[] ends = new int[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            byte[] body = new byte[lengths[i] & 0xFF];
            Arrays.fill(body, (byte) i);
            FrameWriter.write(writer, i, new UnsafeBuffer(body), 0, body.length);
            ends[i] = writer.length();
        }
        int length = Math.min(cut, writer.length());
        FrameReader frames = new FrameReader().wrap(buffer, 0, length);

        int read = 0;
        while (frames.next()) {
            assertThat(frames.type()).isEqualTo(read);
            read++;
        }

        int whole = (int) Arrays.stream(ends).filter(end -> end <= length).count();
        assertThat(read).isEqualTo(whole);
        assertThat(frames.truncated()).isEqualTo(length != (whole == 0 ? 0 : ends[whole - 1]));
    }
}
