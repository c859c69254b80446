package dev.shadowland.transport.datagram.linux;

import org.agrona.concurrent.UnsafeBuffer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Datagrams for one {@link LinuxSocket} call, with everything the kernel wants to see, in memory
 * outside the heap that is laid out once. A slot is received into, read and changed in place, and
 * may be sent back from where it lies. Owned by one thread; freed by {@link #close}, after which no
 * call may follow.
 *
 * <pre>
 *   mmsghdr (64)                          iovec (16)        sockaddr_in6 (28 of 32)
 *    0 name *        8 name length u32     0 base *          0 family u16
 *   16 iovec *      24 iovecs u64          8 length u64      2 port u16, network order
 *   32 control *    40 control length u64                    8 address 16 (sockaddr_in: 4 at 4)
 *   48 flags i32    56 datagram length u32                  24 scope u32
 * </pre>
 */
public final class DatagramBatch implements AutoCloseable {
    /** Bytes of a slot: a longer datagram is cut and {@link #isTruncated}. */
    public static final int SLOT_LENGTH = 2048;

    private static final int MMSGHDR = 64;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int IOVEC_AT = 16;
    private static final int IOVEC_COUNT = 24;
    private static final int CONTROL_AT = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int RECEIVED_LENGTH = 56;

    private static final int IOVEC = 16;
    private static final int ADDRESS = 32;
    private static final int SOCKADDR_IN = 16;
    private static final int SOCKADDR_IN6 = 28;
    private static final int PORT_AT = 2;
    private static final int IPV4_AT = 4;
    private static final int IPV6_AT = 8;
    private static final int SCOPE_AT = 24;

    /** cmsghdr: length u64, level i32, type i32, then one u32 and padding. */
    private static final int CONTROL = 24;

    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_VALUE = 16;

    /** A stride of a power of two would put all slots into the same few cache sets. */
    private static final int STRIDE = SLOT_LENGTH + 64;

    private static final long MAPPED = 0xFFFFL << 32;
    private static final int LINK_LOCAL = 0xFE80 >>> 6;

    private final Arena arena = Arena.ofShared();
    private final UnsafeBuffer packets;
    private final UnsafeBuffer headers;
    private final UnsafeBuffer iovecs;
    private final UnsafeBuffer addresses;
    private final UnsafeBuffer controls;
    private final int capacity;
    private final boolean ipv6;
    private int linkLocalScope;

    /**
     * A batch of empty slots, ready to receive.
     *
     * @param capacity slots, 1..1024
     * @param ipv6 whether the socket is an IPv6 one
     */
    DatagramBatch(int capacity, boolean ipv6) {
        if (capacity < 1 || capacity > 1024) {
            throw new IllegalArgumentException("capacity must be 1..1024: " + capacity);
        }
        this.capacity = capacity;
        this.ipv6 = ipv6;
        packets = allocate(STRIDE);
        headers = allocate(MMSGHDR);
        iovecs = allocate(IOVEC);
        addresses = allocate(ADDRESS);
        controls = allocate(CONTROL);
        for (int slot = 0; slot < capacity; slot++) {
            lay(slot);
        }
        expect(capacity);
    }

    private UnsafeBuffer allocate(int stride) {
        MemorySegment memory = arena.allocate((long) stride * capacity, 64);
        return new UnsafeBuffer(memory.address(), (int) memory.byteSize());
    }

    private void lay(int slot) {
        int header = slot * MMSGHDR;
        headers.putLong(header + NAME, addresses.addressOffset() + (long) slot * ADDRESS);
        headers.putLong(header + IOVEC_AT, iovecs.addressOffset() + (long) slot * IOVEC);
        headers.putLong(header + IOVEC_COUNT, 1);
        headers.putLong(header + CONTROL_AT, controls.addressOffset() + (long) slot * CONTROL);
        iovecs.putLong(slot * IOVEC, packets.addressOffset() + offset(slot));
    }

    /** Slots. */
    public int capacity() {
        return capacity;
    }

    /** All slots' bytes; a slot's are from {@link #offset} on. */
    public UnsafeBuffer packets() {
        return packets;
    }

    /** Where a slot's bytes begin in {@link #packets}; {@link #SLOT_LENGTH} of them. */
    public int offset(int slot) {
        return slot * STRIDE;
    }

    /** Makes the first {@code count} slots ready to receive; needed after each use of them. */
    public void expect(int count) {
        for (int slot = 0; slot < count; slot++) {
            int header = slot * MMSGHDR;
            headers.putInt(header + NAME_LENGTH, SOCKADDR_IN6);
            headers.putLong(header + CONTROL_LENGTH, CONTROL);
            headers.putInt(header + FLAGS, 0);
            iovecs.putLong(slot * IOVEC + 8, SLOT_LENGTH);
        }
    }

    /** Bytes received in a slot, at most {@link #SLOT_LENGTH}. */
    public int length(int slot) {
        return headers.getInt(slot * MMSGHDR + RECEIVED_LENGTH);
    }

    /** Whether the datagram received was longer than the slot. */
    public boolean isTruncated(int slot) {
        return (headers.getInt(slot * MMSGHDR + FLAGS) & Libc.MSG_TRUNC) != 0;
    }

    /** Upper half of the sender's address, see {@link #addressLo}. */
    public long addressHi(int slot) {
        int at = slot * ADDRESS;
        if (addresses.getShort(at) != Libc.AF_INET6) {
            return 0;
        }
        long hi = addresses.getLong(at + IPV6_AT, ByteOrder.BIG_ENDIAN);
        if (hi >>> 54 == LINK_LOCAL) {
            linkLocalScope = addresses.getInt(at + SCOPE_AT);
        }
        return hi;
    }

    /** Lower half of the sender's address: 128 bits in network order, IPv4 as ::ffff:a.b.c.d. */
    public long addressLo(int slot) {
        int at = slot * ADDRESS;
        return addresses.getShort(at) == Libc.AF_INET6
                ? addresses.getLong(at + IPV6_AT + Long.BYTES, ByteOrder.BIG_ENDIAN)
                : MAPPED | (addresses.getInt(at + IPV4_AT, ByteOrder.BIG_ENDIAN) & 0xFFFFFFFFL);
    }

    /** The sender's port, 0..65535. */
    public int port(int slot) {
        return addresses.getShort(slot * ADDRESS + PORT_AT, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    /**
     * Whether the kernel reported with this datagram how many it had dropped before: it does from
     * the first drop on.
     */
    public boolean hasDropped(int slot) {
        int at = slot * CONTROL;
        return headers.getLong(slot * MMSGHDR + CONTROL_LENGTH) >= CONTROL_VALUE + Integer.BYTES
                && controls.getInt(at + CONTROL_LEVEL) == Libc.SOL_SOCKET
                && controls.getInt(at + CONTROL_TYPE) == Libc.SO_RXQ_OVFL;
    }

    /** Datagrams the kernel dropped for want of room in the socket's life; wraps at 2^32. */
    public int dropped(int slot) {
        return controls.getInt(slot * CONTROL + CONTROL_VALUE);
    }

    /**
     * Addresses a slot whose bytes are composed.
     *
     * @param port 1..65535
     * @param length 0..{@link #SLOT_LENGTH}
     * @return false when the socket cannot reach that kind of address; the slot is then unchanged
     */
    public boolean prepare(int slot, long hi, long lo, int port, int length) {
        int at = slot * ADDRESS;
        if (ipv6) {
            addresses.putShort(at, (short) Libc.AF_INET6);
            addresses.putInt(at + IPV4_AT, 0);
            addresses.putLong(at + IPV6_AT, hi, ByteOrder.BIG_ENDIAN);
            addresses.putLong(at + IPV6_AT + Long.BYTES, lo, ByteOrder.BIG_ENDIAN);
            addresses.putInt(at + SCOPE_AT, hi >>> 54 == LINK_LOCAL ? linkLocalScope : 0);
        } else if (hi == 0 && lo >>> 32 == 0xFFFFL) {
            addresses.putShort(at, (short) Libc.AF_INET);
            addresses.putInt(at + IPV4_AT, (int) lo, ByteOrder.BIG_ENDIAN);
            addresses.putLong(at + IPV6_AT, 0);
        } else {
            return false;
        }
        addresses.putShort(at + PORT_AT, (short) port, ByteOrder.BIG_ENDIAN);
        int header = slot * MMSGHDR;
        headers.putInt(header + NAME_LENGTH, ipv6 ? SOCKADDR_IN6 : SOCKADDR_IN);
        headers.putLong(header + CONTROL_LENGTH, 0);
        iovecs.putLong(slot * IOVEC + 8, length);
        return true;
    }

    /** Makes a received slot ready to be sent back to where it came from, as it lies. */
    public void prepareReply(int slot, int length) {
        headers.putLong(slot * MMSGHDR + CONTROL_LENGTH, 0);
        iovecs.putLong(slot * IOVEC + 8, length);
    }

    /** The scope that link-local destinations get: there is one network with such clients. */
    public void linkLocalScope(int scope) {
        linkLocalScope = scope;
    }

    /** See {@link #linkLocalScope(int)}; of the last link-local sender. */
    public int linkLocalScope() {
        return linkLocalScope;
    }

    long headerAddress(int slot) {
        return headers.addressOffset() + (long) slot * MMSGHDR;
    }

    @Override
    public void close() {
        arena.close();
    }
}
