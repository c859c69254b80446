package dev.shadowland.shard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.codec.EntityHandoverDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.ghost.RowTable;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.SplittableRandom;

class IngressPropertyTest {
    private static final long CELL = CellKey.of(0, 0, 3, 3);
    private final DropCounters drops = new DropCounters();
    private final CellDirectory cells = new CellDirectory();
    private final Ingress ingress = new Ingress(cells, new RowTable(MapGeometry.DEFAULT), drops);

    @Property(tries = 3_000)
    void shouldNeverThrowWhenBytesAreArbitrary(
            @ForAll @Size(max = 400) byte[] bytes, @ForAll @IntRange(max = 12) int kind) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        ingress.onFrame(1, buffer, 0, bytes.length);
        if (bytes.length >= 8) {
            buffer.putShort(2, (short) kind, ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(4, (short) HandoverDecoder.SCHEMA_ID, ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(6, (short) HandoverDecoder.SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
            int[] blocks = {
                24, 26, 28, 32, 36, EntityHandoverDecoder.BLOCK_LENGTH, HandoverDecoder.BLOCK_LENGTH
            };
            for (int block : blocks) {
                buffer.putShort(0, (short) block, ByteOrder.LITTLE_ENDIAN);
                ingress.onFrame(1, buffer, 0, bytes.length);
            }
        }
    }

    @Property(tries = 500)
    void shouldDropAHandoverWhoseLengthsLie(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        HandoverEncoder encoder = new HandoverEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).toCell(CELL).toEpoch(1);
        byte[] part = new byte[40];
        encoder.putPendingInputs(part, 0, 20).putKnown(part, 0, 40).putEvents(part, 0, 5);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        assertThat(BackplaneFrame.check(buffer, 0, length)).isNull();
        int lengthAt = MessageHeaderEncoder.ENCODED_LENGTH + HandoverEncoder.BLOCK_LENGTH;
        int lie = random.nextInt();
        if (lie != 20) {
            buffer.putInt(lengthAt, lie, ByteOrder.LITTLE_ENDIAN);
            assertThat(BackplaneFrame.check(buffer, 0, length)).isEqualTo(DropReason.MALFORMED);
        }
    }
}
