package dev.shadowland.checker;

/**
 * Decoder of the LZ4 block format: sequences of token (high half literals, low half match length
 * less 4, 15 continued by bytes of 255), literals, distance u16; the last sequence ends after its
 * literals.
 */
final class Lz4Block {
    private final Cursor in;
    private final byte[] out;
    private int written;

    private Lz4Block(Cursor in, int size) {
        this.in = in;
        out = new byte[size];
    }

    /** The rest of the cursor as a block of exactly {@code size} bytes. */
    static byte[] decode(Cursor in, int size) throws Disagreement {
        Lz4Block block = new Lz4Block(in, size);
        block.decode();
        return block.out;
    }

    private void decode() throws Disagreement {
        while (true) {
            int token = (int) in.raw(1);
            literals(length(token >>> 4));
            if (in.left() == 0) {
                in.require(written == out.length, "the block ends early");
                return;
            }
            int distance = (int) in.raw(2);
            match(distance, length(token & 15) + 4);
        }
    }

    private int length(int half) throws Disagreement {
        int length = half;
        int more = half == 15 ? 255 : 0;
        while (more == 255) {
            more = (int) in.raw(1);
            length += more;
            in.require(length <= out.length, "a length beyond the declared size");
        }
        return length;
    }

    private void literals(int length) throws Disagreement {
        in.require(length <= out.length - written, "literals beyond the declared size");
        System.arraycopy(in.bytes(length), 0, out, written, length);
        written += length;
    }

    private void match(int distance, int length) throws Disagreement {
        in.require(distance > 0 && distance <= written, "a match from before the start");
        in.require(length <= out.length - written, "a match beyond the declared size");
        for (int i = 0; i < length; i++) {
            out[written] = out[written - distance];
            written++;
        }
    }
}
