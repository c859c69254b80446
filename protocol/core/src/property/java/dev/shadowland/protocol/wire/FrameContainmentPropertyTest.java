package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The seed's lesson "Packet Boundaries are Essential": an error does not leave its frame. */
class FrameContainmentPropertyTest {
    @Property(tries = 500)
    void shouldDecodeTheNeighboursAsBeforeWhenAFrameBodyIsCorrupted(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[20 * 140]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, buffer.capacity());
        for (int i = 0; i < count; i++) {
            byte[] body = new byte[random.nextInt(130)];
            random.nextBytes(body);
            FrameWriter.write(writer, random.nextInt(256), new UnsafeBuffer(body), 0, body.length);
        }
        List<String> before = decoded(buffer, writer.length());
        int corrupted = random.nextInt(count);
        corrupt(buffer, writer.length(), corrupted, random);

        List<String> after = decoded(buffer, writer.length());

        assertThat(after).hasSize(count);
        before.remove(corrupted);
        after.remove(corrupted);
        assertThat(after).isEqualTo(before);
    }

    private static void corrupt(
            UnsafeBuffer buffer, int length, int index, SplittableRandom random) {
        FrameReader frames = new FrameReader().wrap(buffer, 0, length);
        for (int i = 0; i <= index; i++) {
            assertThat(frames.next()).isTrue();
        }
        byte[] noise = new byte[frames.bodyLength()];
        random.nextBytes(noise);
        buffer.putBytes(frames.bodyOffset(), noise);
    }

    /** What a reader that knows nothing of its neighbours makes of each frame. */
    private static List<String> decoded(UnsafeBuffer buffer, int length) {
        List<String> decoded = new ArrayList<>();
        FrameReader frames = new FrameReader().wrap(buffer, 0, length);
        WireReader reader = new WireReader();
        while (frames.next()) {
            reader.wrap(buffer, frames.bodyOffset(), frames.bodyLength());
            String text = frames.type() + ":";
            while (!reader.failed() && reader.remaining() > 0) {
                text += reader.varInt() + "," + reader.bits(3) + "," + reader.u16() + ";";
                reader.align();
            }
            decoded.add(text + reader.failed());
        }
        assertThat(frames.truncated()).isFalse();
        return decoded;
    }
}
