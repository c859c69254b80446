package dev.shadowland.protocol.crypto;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.HexFormat;

/**
 * The AEAD of libsodium, in place. Datagrams outside the heap cost no object; those of the heap
 * work too. The key lies outside the heap until {@link #destroy}, which zeroes and frees it: a
 * cipher that is forgotten without it leaks 64 bytes.
 */
public final class SodiumAead implements Aead {
    private static final int NONCE_AT = Curves.KEY_LENGTH;
    private static final int MEMORY = 64;
    private static final int SEQUENCE_OFFSET = 6;

    private final boolean sealing;

    /** Address of the key, behind which is the nonce of the call at hand. */
    private final long key;

    private final long nonce;
    private boolean destroyed;

    private SodiumAead(byte[] bytes, boolean sealing) {
        if (bytes.length != Curves.KEY_LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        this.sealing = sealing;
        key = Sodium.allocate(MEMORY);
        nonce = key + NONCE_AT;
        Sodium.copy(bytes, key);
    }

    /**
     * Loads the library.
     *
     * @throws SodiumException when it cannot be had, or gets RFC 8439's example wrong
     */
    static Provider load() throws SodiumException {
        try {
            requireRfc8439();
            return new SodiumProvider(Sodium.version());
        } catch (LinkageError e) {
            throw SodiumException.of(e);
        }
    }

    private record SodiumProvider(String version) implements Provider {
        @Override
        public String name() {
            return "libsodium " + version;
        }

        @Override
        public Aead forSealing(byte[] key) {
            return new SodiumAead(key, true);
        }

        @Override
        public Aead forOpening(byte[] key) {
            return new SodiumAead(key, false);
        }
    }

    /** RFC 8439, 2.8.2: the beginning and the tag of its example. */
    private static void requireRfc8439() throws SodiumException {
        HexFormat hex = HexFormat.of();
        byte[] key =
                hex.parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        byte[] text = new byte[114 + PacketHeader.TAG_LENGTH];
        String plain =
                "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a2049662049"
                    + "20636f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c20"
                    + "73756e73637265656e20776f756c642062652069742e";
        System.arraycopy(hex.parseHex(plain), 0, text, 0, 114);
        byte[] associated = hex.parseHex("50515253c0c1c2c3c4c5c6c7");
        long memory = Sodium.allocate(MEMORY);
        try {
            Sodium.copy(key, memory);
            Sodium.copy(hex.parseHex("070000004041424344454647"), memory + NONCE_AT);
            Sodium.seal(
                    MemorySegment.ofArray(text),
                    114,
                    MemorySegment.ofArray(associated),
                    memory + NONCE_AT,
                    memory);
        } finally {
            Sodium.free(memory, MEMORY);
        }
        boolean right =
                hex.formatHex(text, 0, 16).equals("d31a8d34648e60db7b86afbc53ef7ec2")
                        && hex.formatHex(text, 114, 130).equals("1ae10b594f09e26a7e902ecbd0600691");
        if (!right) {
            throw new SodiumException("libsodium gets the example of RFC 8439 wrong");
        }
    }

    @Override
    public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        if (destroyed || !sealing) {
            throw new IllegalStateException(destroyed ? "the key is destroyed" : "this key opens");
        }
        int length = PacketHeader.LENGTH + plaintextLength + PacketHeader.TAG_LENGTH;
        prepare(datagram, offset, length);
        byte[] array = datagram.byteArray();
        int result =
                array == null
                        ? sealOutside(datagram, offset, plaintextLength)
                        : sealInHeap(heap(array, datagram, offset, length), plaintextLength);
        if (result != 0) {
            throw new IllegalStateException("seal failed");
        }
        return length;
    }

    private int sealOutside(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        long header = datagram.addressOffset() + offset;
        long text = header + PacketHeader.LENGTH;
        try {
            return Sodium.seal(text, plaintextLength, header, PacketHeader.LENGTH, nonce, key);
        } finally {
            Reference.reachabilityFence(datagram);
        }
    }

    private int sealInHeap(MemorySegment datagram, int plaintextLength) {
        MemorySegment text = datagram.asSlice(PacketHeader.LENGTH);
        MemorySegment header = datagram.asSlice(0, PacketHeader.LENGTH);
        return Sodium.seal(text, plaintextLength, header, nonce, key);
    }

    @Override
    public int open(MutableDirectBuffer datagram, int offset, int length) {
        if (destroyed || sealing) {
            throw new IllegalStateException(destroyed ? "the key is destroyed" : "this key seals");
        }
        int sealed = length - PacketHeader.LENGTH;
        if (sealed < PacketHeader.TAG_LENGTH) {
            return -1;
        }
        prepare(datagram, offset, length);
        byte[] array = datagram.byteArray();
        int result =
                array == null
                        ? openOutside(datagram, offset, sealed)
                        : openInHeap(heap(array, datagram, offset, length), sealed);
        return result == 0 ? sealed - PacketHeader.TAG_LENGTH : -1;
    }

    private int openOutside(MutableDirectBuffer datagram, int offset, int sealed) {
        long header = datagram.addressOffset() + offset;
        long text = header + PacketHeader.LENGTH;
        try {
            return Sodium.open(text, sealed, header, PacketHeader.LENGTH, nonce, key);
        } finally {
            Reference.reachabilityFence(datagram);
        }
    }

    private int openInHeap(MemorySegment datagram, int sealed) {
        MemorySegment text = datagram.asSlice(PacketHeader.LENGTH);
        MemorySegment header = datagram.asSlice(0, PacketHeader.LENGTH);
        return Sodium.open(text, sealed, header, nonce, key);
    }

    private void prepare(MutableDirectBuffer datagram, int offset, int length) {
        // C looks at no bounds.
        datagram.boundsCheck(offset, length);
        Sodium.putNonce(nonce, datagram.getInt(offset), datagram.getLong(offset + SEQUENCE_OFFSET));
    }

    private static MemorySegment heap(
            byte[] array, MutableDirectBuffer datagram, int offset, int length) {
        return MemorySegment.ofArray(array)
                .asSlice((long) datagram.wrapAdjustment() + offset, length);
    }

    @Override
    public void destroy() {
        if (!destroyed) {
            destroyed = true;
            Sodium.free(key, MEMORY);
        }
    }
}
