package dev.shadowland.shard.ingress;

import dev.shadowland.protocol.backplane.codec.EntityHandoverDecoder;
import dev.shadowland.protocol.backplane.codec.EventReceiptDecoder;
import dev.shadowland.protocol.backplane.codec.GhostRowsDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverAckDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverDecoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerCommandDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerResyncDecoder;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;

/**
 * Checks that a frame is whole before a generated decoder reads it: those trust lengths. A frame of
 * this version has exactly the block length that the schema says. Stateless.
 */
public final class BackplaneFrame {
    /** Bytes before the block. */
    public static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private static final int NOT_OURS = -1;

    private BackplaneFrame() {}

    /** Template id of a frame of at least {@link #HEADER} bytes. */
    public static int template(DirectBuffer buffer, int offset) {
        return u16(buffer, offset + 2);
    }

    /** Why the frame cannot be read, or null when it can. */
    public static @Nullable DropReason check(DirectBuffer buffer, int offset, int length) {
        if (length < HEADER) {
            return DropReason.MALFORMED;
        }
        if (u16(buffer, offset + 4) != PlayerInputDecoder.SCHEMA_ID
                || u16(buffer, offset + 6) != PlayerInputDecoder.SCHEMA_VERSION) {
            return DropReason.WRONG_SCHEMA;
        }
        int template = template(buffer, offset);
        int block = blockLength(template);
        if (block == NOT_OURS) {
            return DropReason.UNKNOWN_FRAME;
        }
        if (u16(buffer, offset) != block || length < HEADER + block) {
            return DropReason.MALFORMED;
        }
        return partsFit(buffer, offset + HEADER + block, offset + length, parts(template))
                ? null
                : DropReason.MALFORMED;
    }

    private static boolean partsFit(DirectBuffer buffer, int offset, int end, int parts) {
        int at = offset;
        for (int i = 0; i < parts; i++) {
            if (end - at < Integer.BYTES) {
                return false;
            }
            int size = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
            if (size < 0 || size > end - at) {
                return false;
            }
            at += size;
        }
        return at == end;
    }

    private static int blockLength(int template) {
        return switch (template) {
            case PlayerInputDecoder.TEMPLATE_ID -> PlayerInputDecoder.BLOCK_LENGTH;
            case ViewerReportDecoder.TEMPLATE_ID -> ViewerReportDecoder.BLOCK_LENGTH;
            case PlayerCommandDecoder.TEMPLATE_ID -> PlayerCommandDecoder.BLOCK_LENGTH;
            case EventReceiptDecoder.TEMPLATE_ID -> EventReceiptDecoder.BLOCK_LENGTH;
            case ViewerResyncDecoder.TEMPLATE_ID -> ViewerResyncDecoder.BLOCK_LENGTH;
            case GhostRowsDecoder.TEMPLATE_ID -> GhostRowsDecoder.BLOCK_LENGTH;
            case HandoverDecoder.TEMPLATE_ID -> HandoverDecoder.BLOCK_LENGTH;
            case EntityHandoverDecoder.TEMPLATE_ID -> EntityHandoverDecoder.BLOCK_LENGTH;
            case HandoverAckDecoder.TEMPLATE_ID -> HandoverAckDecoder.BLOCK_LENGTH;
            default -> NOT_OURS;
        };
    }

    private static int parts(int template) {
        return switch (template) {
            case HandoverDecoder.TEMPLATE_ID -> 3;
            case ViewerReportDecoder.TEMPLATE_ID -> 2;
            case EntityHandoverDecoder.TEMPLATE_ID,
                    HandoverAckDecoder.TEMPLATE_ID,
                    EventReceiptDecoder.TEMPLATE_ID,
                    ViewerResyncDecoder.TEMPLATE_ID ->
                    0;
            default -> 1;
        };
    }

    private static int u16(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
